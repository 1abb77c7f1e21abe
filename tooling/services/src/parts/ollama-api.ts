import { createHash } from "node:crypto";
import { createReadStream, openAsBlob } from "node:fs";

/** A model as Ollama's create call takes it. */
export interface OllamaModel {
  readonly name: string;
  /** Name within the model → path on this machine. */
  readonly files: Readonly<Record<string, string>>;
  readonly template?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export async function hasModel(url: string, name: string): Promise<boolean> {
  const response = await fetch(`${url}/api/show`, post({ model: name }));
  await response.body?.cancel();
  return response.ok;
}

/**
 * Creates a model from files on this machine. Through the API and not the `ollama create` command,
 * which mixes up the two `config.json` of an embedding model; so it works on any server.
 */
export async function createModel(url: string, model: OllamaModel): Promise<void> {
  const files: Record<string, string> = {};
  for (const [name, path] of Object.entries(model.files)) files[name] = await uploadBlob(url, path);
  const { name, template, parameters } = model;
  await expectOk(await fetch(`${url}/api/create`, post({ model: name, files, template, parameters, stream: false })));
}

async function uploadBlob(url: string, path: string): Promise<string> {
  const digest = await digestOf(path);
  const blobUrl = `${url}/api/blobs/${digest}`;
  const present = await fetch(blobUrl, { method: "HEAD" });
  if (!present.ok) await expectOk(await fetch(blobUrl, { method: "POST", body: await openAsBlob(path) }));
  return digest;
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return `sha256:${hash.digest("hex")}`;
}

function post(body: unknown): RequestInit {
  return { method: "POST", body: JSON.stringify(body) };
}

async function expectOk(response: Response): Promise<void> {
  const text = await response.text();
  // A failed create answers 200 and says so in the body.
  if (!response.ok || text.includes('"error"')) throw new Error(`Ollama answered ${response.status}: ${text}`);
}
