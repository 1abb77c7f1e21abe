import { rm } from "node:fs/promises";
import { join } from "node:path";
import { run, succeeds } from "../command.ts";
import { dockerRun } from "../docker/container.ts";
import { getImage } from "../docker/image.ts";
import { images } from "../docker/images.ts";
import { withoutPrefix } from "../environment.ts";
import { installEntry } from "../install-entry.ts";
import type { Kit } from "../part.ts";
import type { ServerSpec } from "../server.ts";

export const OLLAMA_VERSION = "0.17.4";
const BINARY = { name: "ollama", version: OLLAMA_VERSION };
/** Carries three C headers that Ollama's build includes and that a Go module leaves out, being in `vendor` folders. */
const HEADERS = { package: "llama_cpp_python", version: "0.3.36", folders: ["nlohmann", "stb", "miniaudio"] };

/** How Ollama runs on this machine: as a container, or built from its Go module. */
export interface OllamaEngine {
  serve(port: number, modelsFolder: string): Pick<ServerSpec, "command" | "args" | "env">;
}

export function hasOllamaBinary(kit: Kit): boolean {
  return kit.cache.has(BINARY);
}

/** The engine at hand, fetched or built if there is none yet. */
export async function ollamaEngine(kit: Kit): Promise<OllamaEngine> {
  if (!hasOllamaBinary(kit) && (await getImage(images.ollama, kit))) return docker(kit);
  return native(kit);
}

const SETTINGS = { OLLAMA_NOPRUNE: "1", OLLAMA_MAX_LOADED_MODELS: "2", OLLAMA_NUM_PARALLEL: "1" };

function docker(kit: Kit): OllamaEngine {
  // As this user, who must be able to rename and remove what the container writes.
  const user = process.getuid && process.getgid ? { user: `${process.getuid()}:${process.getgid()}` } : {};
  const environment = { ...SETTINGS, HOME: "/tmp", OLLAMA_MODELS: "/models" };
  return {
    serve(port, modelsFolder) {
      const container = { image: images.ollama, port: 11_434, environment, volumes: { "/models": modelsFolder }, ...user };
      return { command: "docker", args: dockerRun(container, port), env: kit.env };
    },
  };
}

async function native(kit: Kit): Promise<OllamaEngine> {
  const doing = `building Ollama ${OLLAMA_VERSION} with Go, once; 3 to 10 minutes`;
  const folder = await installEntry(kit, { ...BINARY, doing }, (unfinished) => build(unfinished, kit));
  const home = await kit.cache.subfolder("ollama-home");
  return {
    serve: (port, modelsFolder) => ({
      command: join(folder, "ollama"),
      args: ["serve"],
      env: {
        ...withoutPrefix(kit.env, "OLLAMA_"),
        ...SETTINGS,
        HOME: home,
        OLLAMA_HOST: `127.0.0.1:${port}`,
        OLLAMA_MODELS: modelsFolder,
      },
    }),
  };
}

async function build(folder: string, kit: Kit): Promise<void> {
  if (!(await succeeds("go", ["version"]))) throw new Error("neither a Docker engine nor Go is here to get Ollama with");
  const work = join(folder, "build");
  const log = join(await kit.cache.subfolder("logs"), "ollama-install.log");
  const include = await fetchHeaders(work, kit.env, log);
  // The flags decide which instructions run: this build does not choose by the machine it is started on.
  const flags = `-O3 ${process.arch === "x64" ? "-march=x86-64-v3 " : ""}-I${include}`;
  const link = `-s -w -X=github.com/ollama/ollama/version.Version=${OLLAMA_VERSION}`;
  await run({
    command: "go",
    args: ["install", "-trimpath", "-modcacherw", "-ldflags", link, `github.com/ollama/ollama@v${OLLAMA_VERSION}`],
    env: {
      ...kit.env,
      CGO_CFLAGS: flags,
      CGO_CXXFLAGS: flags,
      GOBIN: folder,
      // Beside the rest of the work, so that the gigabyte they grow to goes when the build is over.
      GOMODCACHE: join(work, "modules"),
      GOCACHE: join(work, "objects"),
    },
    log,
  });
  await rm(work, { recursive: true });
}

/** Returns the folder to search for headers. */
async function fetchHeaders(work: string, env: Kit["env"], log: string): Promise<string> {
  const source = `${HEADERS.package}-${HEADERS.version}`;
  const vendor = `${source}/vendor/llama.cpp/vendor`;
  const folders = HEADERS.folders.map((name) => `${vendor}/${name}`);
  const pip = ["-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", HEADERS.package, "--dest", work];
  await run({ command: "python3", args: [...pip, `${HEADERS.package}==${HEADERS.version}`], env, log });
  await run({ command: "tar", args: ["-xzf", join(work, `${source}.tar.gz`), "-C", work, ...folders], env, log });
  return join(work, vendor);
}
