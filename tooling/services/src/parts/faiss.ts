import { access, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { run } from "../command.ts";
import { installDebianPackages } from "../debian-package.ts";
import { installEntry } from "../install-entry.ts";
import type { Kit, Part } from "../part.ts";

const PACKAGE = "faiss-node";
/** Where Debian's libfaiss-dev puts the one library it has. */
const HEADER = "/usr/include/faiss/Index.h";
const NODE_HEADERS = [join(dirname(dirname(process.execPath)), "include", "node"), "/usr/include/node", "/usr/local/include/node"];
/** All that faiss-node's source, written for FAISS 1.7.4, misses in Debian's 1.7.3. */
const SHIM = "#include <faiss/Index.h>\nnamespace faiss { using idx_t = Index::idx_t; }\n";

/**
 * The binary of faiss-node, whose own install script fetches one from a code host: the unchanged source of the npm package
 * compiled against Debian's FAISS. It stays in the cache, out of `node_modules`.
 */
export const faiss: Part = {
  name: "faiss",
  version: "node-0.5.1-debian-1.7.3",
  installed: (kit) => kit.cache.has(faiss),
  async install(kit) {
    await faissAddon(kit);
  },
};

/** The path of the addon, compiled if need be. */
export async function faissAddon(kit: Kit): Promise<string> {
  const { name, version } = faiss;
  const doing = "compiling faiss-node against Debian's FAISS, some 20 seconds";
  const folder = await installEntry(kit, { name, version, doing }, (unfinished) => compile(unfinished, kit));
  return join(folder, `${PACKAGE}.node`);
}

async function compile(folder: string, kit: Kit): Promise<void> {
  const log = join(await kit.cache.subfolder("logs"), "faiss-install.log");
  const { env } = kit;
  if (!(await exists(HEADER))) await installDebianPackages({ packages: ["libfaiss-dev"], brings: "FAISS" }, kit);
  const headers = await firstOf(NODE_HEADERS, "js_native_api.h");
  const work = join(folder, "work");
  const npm = ["install", "--prefix", work, "--ignore-scripts", "--no-audit", "--no-fund", `${PACKAGE}@0.5.1`];
  await run({ command: "npm", args: npm, env, log });
  const shim = join(work, "shim.h");
  await writeFile(shim, SHIM);
  const modules = join(work, "node_modules");
  const output = join(folder, "building.node");
  const defines = ["-DNAPI_VERSION=6", "-DBUILDING_NODE_EXTENSION", "-include", shim];
  const include = [`-I${headers}`, `-I${join(modules, "node-addon-api")}`];
  const source = join(modules, PACKAGE, "src", "faiss.cc");
  const flags = ["-O3", "-std=c++17", "-fPIC", "-shared", "-fopenmp", ...defines, ...include];
  await run({ command: "g++", args: [...flags, source, "-o", output, "-lfaiss", "-llapack", "-lblas"], env, log });
  await rename(output, join(folder, `${PACKAGE}.node`));
  await rm(work, { recursive: true });
}

async function firstOf(folders: readonly string[], file: string): Promise<string> {
  for (const folder of folders) if (await exists(join(folder, file))) return folder;
  throw new Error(`Node's headers are in none of ${folders.join(", ")}`);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
