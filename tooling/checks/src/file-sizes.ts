import type { Check, Finding } from "./check.ts";
import { parseFile } from "./parsed-file.ts";
import { countLines, listSources, listTests, type SourceFile } from "./source-files.ts";
import { listPackages } from "./workspace-package.ts";

/** Lines, as an editor counts them; an adapter's total counts lines that hold code, folder by folder where it has several parts. */
const limits = { median: 80, percentile95: 300, source: 400, test: 500, index: 40, adapter: 800 };

/** The sizes to live within, from the house style. */
export const fileSizes: Check = {
  name: "file sizes",
  run(repository) {
    const sources = listSources(repository);
    const adapters = listPackages(repository).filter(({ role }) => role === "adapter");
    return [
      ...tooLong(sources.filter(isPublicIndex), limits.index),
      ...tooLong(sources, limits.source),
      ...tooLong(listTests(repository), limits.test),
      ...judgeSpread(sources),
      ...adapters.flatMap(({ folder }) => judgeAdapter(listSources(repository, `${folder}/`))),
    ];
  },
};

function isPublicIndex({ path }: SourceFile): boolean {
  return path.endsWith("/src/index.ts") || path === "packages/core/src/contracts/index.ts";
}

function tooLong(files: readonly SourceFile[], limit: number): readonly Finding[] {
  return files.flatMap(({ path, text }) => {
    const lines = countLines(text);
    return lines > limit ? [{ file: path, message: `has ${lines} lines; the limit is ${limit}` }] : [];
  });
}

function judgeSpread(files: readonly SourceFile[]): readonly Finding[] {
  const lines = files.map(({ text }) => countLines(text)).toSorted((a, b) => a - b);
  const median = lines[Math.floor((lines.length - 1) * 0.5)] ?? 0;
  const percentile95 = lines[Math.floor((lines.length - 1) * 0.95)] ?? 0;
  const file = "all source files";
  const findings: Finding[] = [];
  if (median > limits.median) findings.push({ file, message: `the median has ${median} lines; the limit is ${limits.median}` });
  if (percentile95 > limits.percentile95) {
    findings.push({ file, message: `the 95th percentile has ${percentile95} lines; the limit is ${limits.percentile95}` });
  }
  return findings;
}

/** Each folder is one part: an adapter that is a journal and a store for an engine has a folder for either. */
function judgeAdapter(sources: readonly SourceFile[]): readonly Finding[] {
  const parts = new Map<string, number>();
  for (const { path, text } of sources) {
    const part = path.slice(0, path.lastIndexOf("/"));
    parts.set(part, (parts.get(part) ?? 0) + countCodeLines(path, text));
  }
  const tooLarge = [...parts].filter(([, lines]) => lines > limits.adapter);
  return tooLarge.map(([file, lines]) => ({
    file,
    message: `has ${lines} lines of code; a part of an adapter has at most ${limits.adapter}`,
  }));
}

function countCodeLines(path: string, text: string): number {
  const blank = parseFile(path, text)
    .comments.toReversed()
    .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
  return blank.split("\n").filter((line) => line.trim() !== "").length;
}
