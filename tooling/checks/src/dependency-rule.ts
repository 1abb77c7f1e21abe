import type { Check, Finding } from "./check.ts";
import { kindOf, packageOf, resolveRelative } from "./module-name.ts";
import { importedModules } from "./parsed-file.ts";
import { listSources, listTests } from "./source-files.ts";
import { dependencyNames, listPackages, type WorkspacePackage } from "./workspace-package.ts";

/** A database, a model or a parser in the process; every other package reaches its vendor through its client alone. */
const usersOfBuiltins = new Set(["@pagefile/store-sql", "@pagefile/store-faiss", "@pagefile/llm-transformers", "@pagefile/documents"]);
const contracts = "@pagefile/core/contracts";
/** Small libraries that run anywhere and talk to nobody. */
const coreDependencies = new Set(["@cfworker/json-schema", "@noble/hashes", "@opentelemetry/api", "stemmer"]);

/** What an adapter needs beside its vendor client to keep a promise, and talks to nobody: the parser that SQL of a model goes through. */
const libraries = new Set(["libpg-query"]);

/** What reads files: parsers that run anywhere, one for each format, and talk to nobody. */
const parsers = new Set(["htmlparser2", "unpdf"]);

/** Everything points at `@pagefile/core/contracts`; only apps, examples, bench and tests point at anything else. */
export const dependencyRule: Check = {
  name: "dependency rule",
  run(repository) {
    const rootManifest = JSON.parse(repository.files.get("package.json") ?? "{}") as Record<string, unknown>;
    const everywhere = dependencyNames(rootManifest, ["devDependencies"]);
    return listPackages(repository).flatMap((unit) => {
      const shipped = dependencyNames(unit.manifest, ["dependencies", "peerDependencies"]);
      const own = dependencyNames(unit.manifest, ["dependencies", "peerDependencies", "devDependencies"]);
      const tested = new Set([...own, ...everywhere, unit.name]);
      const judgeSource = (file: string, specifier: string): string | undefined =>
        judgeByRole(unit, file, specifier) ??
        judgePlace(unit, file, specifier) ??
        judgeDeclared(isBundled(unit, file) ? own : shipped, specifier);
      const judgeTest = (file: string, specifier: string): string | undefined =>
        judgePlace(unit, file, specifier) ?? judgeDeclared(tested, specifier);
      const judgeAll = (files: ReturnType<typeof listSources>, judge: typeof judgeSource): readonly Finding[] =>
        files.flatMap(({ path, text }) =>
          importedModules(path, text).flatMap(({ specifier, line }) => {
            const message = judge(path, specifier);
            return message === undefined ? [] : [{ file: path, line, message: `imports ${specifier}: ${message}` }];
          }),
        );
      return [
        ...judgeVendors(unit),
        ...judgeAll(listSources(repository, `${unit.folder}/`), judgeSource),
        ...judgeAll(listTests(repository, `${unit.folder}/`), judgeTest),
      ];
    });
  },
};

function judgeByRole(unit: WorkspacePackage, file: string, specifier: string): string | undefined {
  const kind = kindOf(specifier);
  if (unit.role === "open") return undefined;
  if (unit.role === "core") {
    if (kind === "package" && !coreDependencies.has(packageOf(specifier))) return "core has no vendor client";
    if (!file.startsWith("packages/core/src/contracts/")) return undefined;
    if (kind === "builtin") return "the contracts run anywhere, so they import nothing of Node's";
    const outside = kind === "relative" && !resolveRelative(file, specifier).startsWith("packages/core/src/contracts/");
    return outside ? "the contracts stand alone" : undefined;
  }
  if (kind === "builtin" && !usersOfBuiltins.has(unit.name)) return "this package uses nothing of Node's";
  if (kind !== "package" || !specifier.startsWith("@pagefile/") || specifier === contracts) return undefined;
  return `only ${contracts} may be imported here`;
}

function judgePlace(unit: WorkspacePackage, file: string, specifier: string): string | undefined {
  if (kindOf(specifier) === "relative") {
    const inside = resolveRelative(file, specifier).startsWith(`${unit.folder}/`);
    return inside ? undefined : "a relative import does not leave its package";
  }
  return /^@pagefile\/[^/]+\/(src|internal|dist)\//.test(specifier) ? "only what a package exports may be imported" : undefined;
}

/** What a page imports is built into it, so nobody who installs the app needs it. */
function isBundled(unit: WorkspacePackage, file: string): boolean {
  return file.startsWith(`${unit.folder}/src/page/`);
}

function judgeDeclared(declared: ReadonlySet<string>, specifier: string): string | undefined {
  if (kindOf(specifier) !== "package" || declared.has(packageOf(specifier))) return undefined;
  return "the package is not declared in package.json";
}

function judgeVendors(unit: WorkspacePackage): readonly Finding[] {
  const names = dependencyNames(unit.manifest, ["dependencies", "peerDependencies"]);
  if (unit.role === "reader") {
    const others = [...names].filter((name) => name !== "@pagefile/core" && !parsers.has(name));
    return others.map((name) => ({ file: `${unit.folder}/package.json`, message: `a reader needs parsers alone, and ${name} is none` }));
  }
  if (unit.role !== "adapter") return [];
  const vendors = [...names].filter((name) => !name.startsWith("@pagefile/") && !libraries.has(name));
  if (vendors.length <= 1) return [];
  return [{ file: `${unit.folder}/package.json`, message: `an adapter has one vendor client, not ${vendors.join(" and ")}` }];
}
