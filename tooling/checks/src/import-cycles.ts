import type { Check, Finding } from "./check.ts";
import { kindOf, resolveRelative } from "./module-name.ts";
import { importedModules } from "./parsed-file.ts";
import type { Repository } from "./repository.ts";
import { listSources } from "./source-files.ts";

/** No file reaches itself through its imports. Types may refer to each other: `import type` leaves nothing behind. */
export const importCycles: Check = {
  name: "import cycles",
  run(repository) {
    const graph = importGraph(repository);
    const done = new Set<string>();
    const findings: Finding[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) {
        const cycle = [...path.slice(path.indexOf(file)), file];
        findings.push({ file, message: `is in an import cycle: ${cycle.join(" → ")}` });
        return;
      }
      if (done.has(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
    return findings;
  },
};

function importGraph(repository: Repository): ReadonlyMap<string, readonly string[]> {
  return new Map(
    listSources(repository).map(({ path, text }) => {
      const loaded = importedModules(path, text).filter((module) => !module.typeOnly && kindOf(module.specifier) === "relative");
      return [path, loaded.map(({ specifier }) => resolveRelative(path, specifier))];
    }),
  );
}
