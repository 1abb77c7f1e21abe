import type { Context } from "hono";
import type { JsonValue } from "@pagefile/core/contracts";
import { invalid, RequestError } from "./request-error.ts";

const mostBytes = 2 * 1024 * 1024;

/** What a request says of itself, name by name. */
export class RequestBody {
  readonly #members: Readonly<Record<string, JsonValue>>;

  constructor(members: Readonly<Record<string, JsonValue>>) {
    this.#members = members;
  }

  has(name: string): boolean {
    return this.#members[name] !== undefined;
  }

  text(name: string, mostCharacters = 1_048_576): string {
    const value = this.#members[name];
    if (typeof value !== "string") throw invalid(`“${name}” is text.`);
    if (value.length > mostCharacters) throw invalid(`“${name}” has ${value.length} characters; at most ${mostCharacters} are taken.`);
    return value;
  }

  optionalText(name: string, mostCharacters?: number): string | undefined {
    return this.has(name) ? this.text(name, mostCharacters) : undefined;
  }

  /** Absent is false. */
  flag(name: string): boolean {
    const value = this.#members[name] ?? false;
    if (typeof value === "boolean") return value;
    throw invalid(`“${name}” is true or false.`);
  }

  /** A version or a seq. */
  count(name: string): number {
    const value = this.#members[name];
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
    throw invalid(`“${name}” is a whole number.`);
  }

  texts(name: string, most: number): readonly string[] {
    const value = this.#members[name];
    if (!Array.isArray(value) || value.length === 0 || value.length > most || !value.every((item) => typeof item === "string"))
      throw invalid(`“${name}” is a list of 1 to ${most} texts.`);
    return value;
  }

  /** One of a few words, or null. */
  choice<T extends string>(name: string, words: readonly T[]): T | null {
    const value = this.#members[name];
    if (value === null) return null;
    const found = words.find((word) => word === value);
    if (found === undefined) throw invalid(`“${name}” is null or one of ${words.join(", ")}.`);
    return found;
  }
}

/** Reads a request's JSON object. @throws RequestError 400, 413 */
export async function readBody(context: Context): Promise<RequestBody> {
  const json = await readJson(context);
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw invalid("The body is a JSON object.");
  return new RequestBody(json as Readonly<Record<string, JsonValue>>);
}

/** @throws RequestError 400, 413 */
export async function readJson(context: Context): Promise<JsonValue> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of context.req.raw.body ?? []) {
    size += chunk.byteLength;
    if (size > mostBytes) throw new RequestError(413, "TOO_LARGE", { message: `A request has at most ${mostBytes / 1024 / 1024} MiB.` });
    chunks.push(chunk);
  }
  // A write that says nothing more than its address.
  if (size === 0) return {};
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks))) as JsonValue;
  } catch {
    throw invalid("The body is not JSON.");
  }
}
