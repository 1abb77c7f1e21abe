import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../command.ts";
import { installEntry } from "../install-entry.ts";
import type { Kit, Service } from "../part.ts";
import { answers, freePort, startServer } from "../server.ts";

const ENTRY = { name: "qdrant-edge", version: "0.9.0" };
const FACADE = fileURLToPath(new URL("../../qdrant-facade/server.py", import.meta.url));

/** Qdrant's real engine behind a REST interface of our own; with `QDRANT_URL`, the real server. */
export const qdrant: Service = {
  name: "qdrant",
  version: ENTRY.version,
  urlVariable: "QDRANT_URL",
  ready: (url) => answers(`${url}/readyz`),

  installed: (kit) => kit.cache.has(ENTRY),

  async install(kit) {
    await pythonSite(kit);
  },

  async start(kit, { detached = false, port } = {}) {
    const chosen = port ?? (await freePort());
    const env = { ...kit.env, PYTHONPATH: await pythonSite(kit), PYTHONDONTWRITEBYTECODE: "1" };
    const { name, ready } = qdrant;
    const url = `http://127.0.0.1:${chosen}`;
    return startServer({ name, url, ready, command: "python3", args: [FACADE, `${chosen}`], env }, kit, detached);
  },
};

/** A folder for `PYTHONPATH`; unlike a virtual environment it can be renamed. */
async function pythonSite(kit: Kit): Promise<string> {
  const { name, version } = ENTRY;
  return installEntry(kit, { ...ENTRY, doing: "downloading Qdrant's engine from PyPI, 14 MB" }, async (unfinished) =>
    run({
      command: "python3",
      args: ["-m", "pip", "install", "--quiet", "--no-deps", "--no-compile", "--target", unfinished, `${name}-py==${version}`],
      env: kit.env,
      log: join(await kit.cache.subfolder("logs"), "qdrant-install.log"),
    }),
  );
}
