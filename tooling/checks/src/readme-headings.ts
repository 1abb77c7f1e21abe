import type { Check } from "./check.ts";
import { listPackages } from "./workspace-package.ts";

const headings = ["What it is", "Install", "Use", "Options", "Guarantees and limits"];

/** Every package's README has the same five headings, in the same order. */
export const readmeHeadings: Check = {
  name: "README headings",
  run(repository) {
    const published = listPackages(repository).filter(({ folder }) => folder.startsWith("packages/"));
    return published.flatMap(({ folder }) => {
      const file = `${folder}/README.md`;
      const text = repository.files.get(file) ?? "";
      const found = withoutCode(text).flatMap((line) => /^## +(.+?) *$/.exec(line)?.[1] ?? []);
      if (found.join("\n") === headings.join("\n")) return [];
      return [{ file, message: `has the headings ${found.join(" · ") || "(none)"}; it needs ${headings.join(" · ")}` }];
    });
  },
};

function withoutCode(text: string): readonly string[] {
  return text.replace(/^```[\s\S]*?^```$/gm, "").split("\n");
}
