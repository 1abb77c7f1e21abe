import type { Repository } from "./repository.ts";

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** TypeScript under a package's `src`: what ships, or what an app runs. */
export function listSources(repository: Repository, folder = ""): readonly SourceFile[] {
  return select(repository, (path) => path.startsWith(folder) && /\/src\/.*\.tsx?$/.test(path));
}

/** TypeScript under a package's `test`. */
export function listTests(repository: Repository, folder = ""): readonly SourceFile[] {
  return select(repository, (path) => path.startsWith(folder) && /\/test\/.*\.tsx?$/.test(path));
}

function select(repository: Repository, accept: (path: string) => boolean): readonly SourceFile[] {
  return [...repository.files].flatMap(([path, text]) => (accept(path) ? [{ path, text }] : []));
}

/** Lines as an editor counts them: a newline at the end does not start one more. */
export function countLines(text: string): number {
  return text === "" ? 0 : text.replace(/\n$/, "").split("\n").length;
}
