import type { Check, Finding } from "./check.ts";
import { listSources } from "./source-files.ts";

export type Catalogue = Readonly<Record<string, string>>;

export const errorDocument = "docs/errors.md";
const catalogueSource = "packages/core/src/contracts/errors.ts";

/** The text of docs/errors.md. */
export function renderErrors(catalogue: Catalogue): string {
  const rows = Object.entries(catalogue).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`);
  return [
    "# Errors",
    "",
    "Every error is a `PagefileError` with one of these codes. Codes are API and keep their meaning; messages may change.",
    "A programmer's mistake is a plain `TypeError`. This page is written by `npm run docs:errors` and proven equal to the code by `npm run check`.",
    "",
    "| code | meaning |",
    "| --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

/** The page and the catalogue say the same, and no code is there that nothing throws. */
export function errorCatalogue(catalogue: Catalogue): Check {
  return {
    name: "error catalogue",
    run(repository) {
      const stale = repository.files.get(errorDocument) !== renderErrors(catalogue);
      const text = listSources(repository)
        .flatMap((file) => (file.path === catalogueSource ? [] : [file.text]))
        .join("\n");
      const unused = Object.keys(catalogue).filter((code) => !text.includes(`"${code}"`));
      return [
        ...(stale ? [{ file: errorDocument, message: "differs from the catalogue; run `npm run docs:errors`" }] : []),
        ...unused.map((code): Finding => ({ file: catalogueSource, message: `nothing in the source throws ${code}` })),
      ];
    },
  };
}
