import type { Check, Finding } from "./check.ts";
import { parseFile } from "./parsed-file.ts";
import { listSources, listTests, type SourceFile } from "./source-files.ts";

const directive = /(?:oxlint|eslint|biome)-(?:disable|ignore)|@ts-(?:ignore|nocheck|expect-error)|oxfmt-ignore|v8 ignore/;
/** Tests may also say what must not compile: that is how types are tested. */
const testDirective = /(?:oxlint|eslint|biome)-(?:disable|ignore)|@ts-(?:ignore|nocheck)|v8 ignore/;

/** No `any`, no non-null `!`, and no comment that silences a tool. */
export const escapeHatches: Check = {
  name: "escape hatches",
  run: (repository) => [
    ...listSources(repository).flatMap((file) => judge(file, directive)),
    ...listTests(repository).flatMap((file) => judge(file, testDirective)),
  ],
};

function judge({ path, text }: SourceFile, forbidden: RegExp): readonly Finding[] {
  const file = parseFile(path, text);
  const findings: Finding[] = [];
  const report = (offset: number, message: string): void => {
    findings.push({ file: path, line: file.lineAt(offset), message });
  };
  for (const comment of file.comments) {
    const found = forbidden.exec(comment.value);
    if (found) report(comment.start, `silences a tool with ${found[0]}`);
  }
  file.visit({
    TSAnyKeyword: (node) => report(node.start, "uses `any`; say what it is, or use `unknown`"),
    TSNonNullExpression: (node) => report(node.start, "asserts with `!` what it could check"),
  });
  return findings;
}
