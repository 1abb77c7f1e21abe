import type { Finding } from "../src/check.ts";
import type { Repository } from "../src/repository.ts";

/** A repository in memory: the checks read nothing else. */
export function tree(files: Readonly<Record<string, string>>): Repository {
  const manifests = Object.keys(files).flatMap((path) => {
    const folder = /^(packages\/[^/]+|apps\/[^/]+|bench|tooling\/[^/]+)\//.exec(path)?.[1];
    return folder === undefined
      ? []
      : [[`${folder}/package.json`, JSON.stringify({ name: `@pagefile/${folder.split("/").at(-1)}` })] as const];
  });
  return { root: "/", files: new Map([...manifests, ...Object.entries(files)]) };
}

/** A file with so many lines. */
export function lines(count: number): string {
  return "export {};\n".repeat(count);
}

export function messages(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ file, line, message }) => `${file}${line === undefined ? "" : `:${line}`} ${message}`);
}
