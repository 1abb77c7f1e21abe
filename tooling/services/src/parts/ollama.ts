import { createHash } from "node:crypto";
import type { CacheEntry } from "../cache.ts";
import { installEntry } from "../install-entry.ts";
import type { Kit, Service, StartOptions } from "../part.ts";
import { answers, freePort, startServer, type RunningServer } from "../server.ts";
import { modelFiles, models } from "./models.ts";
import { hasOllamaBinary, ollamaEngine, OLLAMA_VERSION } from "./ollama-engine.ts";
import { createMissingModels, testModels } from "./ollama-models.ts";

/** A real Ollama with three small models: `smollm2`, `smollm2-tools` and `minilm`. */
export const ollama: Service = {
  name: "ollama",
  version: OLLAMA_VERSION,
  urlVariable: "PAGEFILE_TEST_OLLAMA_URL",
  ready: (url) => answers(`${url}/api/version`),

  installed: (kit) => hasOllamaBinary(kit) && kit.cache.has(MODEL_STORE),

  async install(kit) {
    await ollamaEngine(kit);
    await modelStore(kit);
  },

  async start(kit, options = {}) {
    return serve(await modelStore(kit), kit, options);
  },

  async adopt(url, kit) {
    await createMissingModels(url, await modelFiles(kit));
  },
};

/** Ollama's own model folder, named by all that goes into it. */
const MODEL_STORE: CacheEntry = {
  name: "ollama-models",
  version: createHash("sha256")
    .update(JSON.stringify([models.version, testModels({ smollm2: "", minilm: "" })]))
    .digest("hex")
    .slice(0, 12),
};

async function modelStore(kit: Kit): Promise<string> {
  const files = await modelFiles(kit);
  return installEntry(kit, { ...MODEL_STORE, doing: "creating Ollama's models" }, async (unfinished) => {
    const server = await serve(unfinished, kit, {});
    try {
      await createMissingModels(server.url, files);
    } finally {
      await server.stop();
    }
  });
}

async function serve(modelsFolder: string, kit: Kit, options: StartOptions): Promise<RunningServer> {
  const { detached = false, port = await freePort() } = options;
  const engine = await ollamaEngine(kit);
  const url = `http://127.0.0.1:${port}`;
  const { name, ready } = ollama;
  return startServer({ name, url, ready, ...engine.serve(port, modelsFolder) }, kit, detached);
}
