import { join } from "node:path";
import { run } from "../command.ts";
import { installEntry } from "../install-entry.ts";
import type { Kit, Service } from "../part.ts";
import { answers, freePort, startServer } from "../server.ts";
import { modelFiles } from "./models.ts";

const ENTRY = { name: "llama-cpp-server", version: "0.3.36" };

/** What is compiled in. One backend, with the instructions that every x64 machine of the last ten years has. */
const CMAKE_ARGS = [
  "-DLLAVA_BUILD=OFF",
  "-DGGML_NATIVE=OFF",
  "-DGGML_OPENMP=OFF",
  ...(process.arch === "x64" ? ["-DGGML_AVX2=ON", "-DGGML_FMA=ON", "-DGGML_F16C=ON"] : []),
];

/**
 * llama-cpp-python's server, an OpenAI-compatible server that is not Ollama: it streams a tool call in
 * many pieces and reports an overlong prompt in OpenAI's own words. It serves `smollm2`, 1,024 tokens.
 */
export const llamaCpp: Service = {
  name: "llamaCpp",
  version: ENTRY.version,
  urlVariable: "PAGEFILE_TEST_LLAMA_CPP_URL",
  costly: "compiled once, 8 to 25 minutes",
  ready: (url) => answers(`${url}/v1/models`),

  installed: (kit) => kit.cache.has(ENTRY),

  async install(kit) {
    await pythonSite(kit);
    await modelFiles(kit);
  },

  async start(kit, options = {}) {
    const { detached = false, port = await freePort() } = options;
    const { smollm2 } = await modelFiles(kit);
    const settings = {
      "--model": smollm2,
      "--model_alias": "smollm2",
      "--host": "127.0.0.1",
      // Without it a second request ends the answer that is being written.
      "--interrupt_requests": "False",
      "--port": `${port}`,
      "--n_ctx": "1024",
      "--n_threads": "1",
      "--n_threads_batch": "1",
      // Its grammar forces a call of the function that `tool_choice` names.
      "--chat_format": "chatml-function-calling",
    };
    const args = ["-m", "llama_cpp.server", ...Object.entries(settings).flat()];
    const env = { ...kit.env, PYTHONPATH: await pythonSite(kit) };
    const url = `http://127.0.0.1:${port}`;
    const { name, ready } = llamaCpp;
    return startServer({ name, url, ready, command: "python3", args, env }, kit, detached);
  },
};

/** A folder for `PYTHONPATH` with the server and all it imports; unlike a virtual environment it can be renamed. */
async function pythonSite(kit: Kit): Promise<string> {
  const doing = `building llama-cpp-python's server, ${llamaCpp.costly}`;
  return installEntry(kit, { ...ENTRY, doing }, async (unfinished) =>
    run({
      command: "python3",
      args: ["-m", "pip", "install", "--target", unfinished, `llama-cpp-python[server]==${ENTRY.version}`],
      env: { ...kit.env, CMAKE_ARGS: CMAKE_ARGS.join(" "), CMAKE_BUILD_PARALLEL_LEVEL: "2" },
      log: join(await kit.cache.subfolder("logs"), "llama-cpp-install.log"),
    }),
  );
}
