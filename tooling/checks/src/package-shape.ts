import { isDeepStrictEqual } from "node:util";
import type { Check, Finding } from "./check.ts";
import type { Repository } from "./repository.ts";
import { listPackages, type Manifest, type WorkspacePackage } from "./workspace-package.ts";

const requiredFiles = ["README.md", "tsconfig.json", "src/index.ts"];

/** Node's own SQLite has full text from this release of 22 on (docs/decisions/0009). */
const sqliteEngines = { node: "^22.16 || ^24 || >=26" };
const needsSqlite: ReadonlySet<string> = new Set(["packages/store-sql", "apps/cli"]);

/** What a package ships beside its code: the agents of the web chat are folders of plain files. */
const shippedFolders: Readonly<Record<string, readonly string[]>> = { "apps/chat": ["agents"] };

/** Every published package looks alike, runs from source here and from `dist` elsewhere. */
export const packageShape: Check = {
  name: "package shape",
  run(repository) {
    const root = JSON.parse(repository.files.get("package.json") ?? "{}") as Manifest;
    const published = listPackages(repository).filter(({ manifest }) => manifest["private"] !== true);
    return published.flatMap((unit) => [
      ...judgeFiles(repository, unit),
      ...judgeManifest(unit, root).map((message): Finding => ({ file: `${unit.folder}/package.json`, message })),
    ]);
  },
};

function judgeFiles(repository: Repository, { folder }: WorkspacePackage): readonly Finding[] {
  const required = folder.startsWith("apps/") ? ["README.md", "tsconfig.json"] : requiredFiles;
  return required.flatMap((name) => (repository.files.has(`${folder}/${name}`) ? [] : [{ file: folder, message: `has no ${name}` }]));
}

function judgeManifest({ folder, manifest }: WorkspacePackage, root: Manifest): readonly string[] {
  const expected: Readonly<Record<string, unknown>> = {
    name: `@pagefile/${folder.split("/").at(-1)}`,
    license: "Apache-2.0",
    type: "module",
    engines: needsSqlite.has(folder) ? sqliteEngines : root["engines"],
    files: ["dist", ...(shippedFolders[folder] ?? []), "README.md", "LICENSE"],
  };
  const wrong = Object.entries(expected).flatMap(([field, value]) =>
    isDeepStrictEqual(manifest[field], value) ? [] : [`"${field}" is not ${JSON.stringify(value)}`],
  );
  const { directory } = (manifest["repository"] ?? {}) as Manifest;
  if (directory !== folder) wrong.push(`"repository.directory" is not "${folder}"`);
  if (!manifest["description"]) wrong.push('"description" is missing');
  if ("main" in manifest || "types" in manifest) wrong.push('"exports" says it all; "main" and "types" are not needed');
  return [...wrong, ...(folder.startsWith("apps/") ? [] : judgeExports(manifest))];
}

function judgeExports(manifest: Manifest): readonly string[] {
  const exports = (manifest["exports"] ?? {}) as Manifest;
  const published = (manifest["publishConfig"] as Manifest | undefined)?.["exports"];
  const wrong: string[] = [];
  if (exports["."] !== "./src/index.ts") wrong.push('"exports" does not run "." from ./src/index.ts');
  if (exports["./internal/*"] !== null) wrong.push('"exports" does not close "./internal/*" with null');
  if (!isDeepStrictEqual(published, builtExports(exports))) wrong.push('"publishConfig.exports" does not mirror "exports" in dist');
  return wrong;
}

/** `./src/x.ts` here is `./dist/x.js`, with its types beside it, in what is published. */
function builtExports(exports: Manifest): Manifest {
  return Object.fromEntries(
    Object.entries(exports).map(([entry, target]) => {
      const name = typeof target === "string" ? /^\.\/src\/(.+)\.ts$/.exec(target)?.[1] : undefined;
      return [entry, name === undefined ? target : { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` }];
    }),
  );
}
