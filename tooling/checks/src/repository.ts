import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The text files the checks read, by their path from the root, with forward slashes. */
export interface Repository {
  readonly root: string;
  readonly files: ReadonlyMap<string, string>;
}

const folders = ["packages", "apps", "bench", "examples", "tooling", "docs"];
const skipped = new Set(["node_modules", "dist", "fixtures"]);
const read = /\.(tsx?|mjs|md)$|(^|\/)(package|tsconfig)\.json$/;

/** Reads the working tree at `root`. */
export function readRepository(root: string): Repository {
  const files = new Map<string, string>();
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name) && (folder !== "" || folders.includes(entry.name))) visit(path);
      } else if (read.test(path)) {
        files.set(path, readFileSync(join(root, path), "utf8"));
      }
    }
  };
  visit("");
  return { root, files };
}
