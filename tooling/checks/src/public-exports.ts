import type { Check } from "./check.ts";
import { parseFile } from "./parsed-file.ts";
import { listSources } from "./source-files.ts";

/** A package's `index.ts` is its whole public surface: named re-exports, no logic, no `export *`. */
export const publicExports: Check = {
  name: "public exports",
  run(repository) {
    const indexes = listSources(repository, "packages/").filter(({ path }) => path.endsWith("/index.ts"));
    return indexes.flatMap(({ path, text }) => {
      const file = parseFile(path, text);
      return file.program.body.flatMap((node) => {
        if (node.type === "ExportNamedDeclaration" && node.source !== null) return [];
        const message = node.type === "ExportAllDeclaration" ? "names what it exports, without `export *`" : "holds re-exports only";
        return [{ file: path, line: file.lineAt(node.start), message: `an index.ts ${message}` }];
      });
    });
  },
};
