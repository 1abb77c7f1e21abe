import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../command.ts";
import { startContainer } from "../docker/container.ts";
import { getImage, hasImage } from "../docker/image.ts";
import { images } from "../docker/images.ts";
import { installEntry } from "../install-entry.ts";
import type { Kit, Service } from "../part.ts";
import { answers, freePort, startServer } from "../server.ts";

const ENTRY = { name: "qdrant-edge", version: "0.9.0" };
const FACADE = fileURLToPath(new URL("../../qdrant-facade/server.py", import.meta.url));

const CONTAINER = { image: images.qdrant, port: 6333, environment: { QDRANT__TELEMETRY_DISABLED: "true" } };

/** The real server where Docker is or `QDRANT_URL` says; else its real engine behind a REST interface of our own. */
export const qdrant: Service = {
  name: "qdrant",
  version: `${ENTRY.version}-${facadeHash()}`,
  urlVariable: "QDRANT_URL",
  ready: (url) => answers(`${url}/readyz`),

  installed: (kit) => kit.cache.has(ENTRY),

  async install(kit) {
    if (!(await getImage(images.qdrant, kit))) await pythonSite(kit);
  },

  async start(kit, options = {}) {
    const { name, ready } = qdrant;
    if (await hasImage(images.qdrant, kit)) {
      return startContainer({ name, ready, container: CONTAINER, urlAt: (at) => `http://127.0.0.1:${at}` }, kit, options);
    }
    const { detached = false, port } = options;
    const chosen = port ?? (await freePort());
    const env = { ...kit.env, PYTHONPATH: await pythonSite(kit), PYTHONDONTWRITEBYTECODE: "1" };
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

/** A stand-in that was left running is not taken for one of other sources. */
function facadeHash(): string {
  const folder = dirname(FACADE);
  const sources = readdirSync(folder).filter((name) => name.endsWith(".py"));
  const hash = createHash("sha256");
  for (const name of sources.toSorted()) hash.update(readFileSync(join(folder, name)));
  return hash.digest("hex").slice(0, 8);
}
