import { isJsonObject } from "../context/json-object.ts";
import { isPagefileError, type JsonObject, lowestTrust, type MemoryRecord, type Seq } from "../contracts/index.ts";
import type { SpaceMemory } from "../memory/space-memory.ts";
import type { Source } from "./source.ts";

const answerRef = { kind: "block", collection: "extract", key: "answer" } as const;

/**
 * The newest answer of the model in a space, kept before anything of it is written. So a process that dies on the way goes on
 * with the answer it had: asked again, a model says the same in other words, and everything would be there twice.
 */
export class KeptAnswer {
  /** Everything before was done when it was asked for. */
  readonly after: Seq;
  readonly #space: SpaceMemory;
  readonly #record: MemoryRecord | undefined;

  private constructor(space: SpaceMemory, record: MemoryRecord | undefined) {
    this.#space = space;
    this.#record = record;
    const after = bodyOf(record)["after"];
    this.after = typeof after === "number" ? after : 0;
  }

  static async read(space: SpaceMemory): Promise<KeptAnswer> {
    return new KeptAnswer(space, await space.get(answerRef));
  }

  /** The answer, if it was to a request that begins with these messages, and how many of them it was about. */
  about(sources: readonly Source[]): { readonly answer: JsonObject; readonly count: number } | undefined {
    const { messages, answer } = bodyOf(this.#record);
    if (!Array.isArray(messages) || messages.length === 0 || messages.length > sources.length || !isJsonObject(answer)) return undefined;
    return messages.every((name, at) => name === nameOf(sources[at])) ? { answer, count: messages.length } : undefined;
  }

  /** Keeps an answer in place of this one. False where another process was faster: then its answer counts. */
  async replace(sources: readonly Source[], after: Seq, answer: JsonObject): Promise<boolean> {
    const origin = {
      channel: "agent",
      trust: lowestTrust(sources.map(({ record }) => record.origin.trust)),
      source: "extract",
      parents: sources.map(({ record }) => record.id),
    } as const;
    const body = { after, messages: sources.map(nameOf), answer };
    const draft = { ...answerRef, body, index: false, expectedVersion: this.#record?.version ?? 0 } as const;
    try {
      await this.#space.write(draft, { origin, wait: "journal" });
      return true;
    } catch (error) {
      if (isPagefileError(error, "VERSION_CONFLICT")) return false;
      throw error;
    }
  }
}

function nameOf(source: Source | undefined): string {
  return source === undefined ? "" : `${source.record.id}@${source.record.version}`;
}

function bodyOf(record: MemoryRecord | undefined): JsonObject {
  return record === undefined || record.body instanceof Uint8Array ? {} : record.body;
}
