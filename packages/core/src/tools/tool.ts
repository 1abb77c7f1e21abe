import type { JsonObject, JsonSchema, MemoryRecord, Origin, RecordId } from "../contracts/index.ts";
import type { SpaceMemory } from "../memory/space-memory.ts";
import type { OpenMount } from "./open-mount.ts";

/**
 * What running a tool does: `read` nothing, `memory` changes this memory (and is safe to run again with its idempotency
 * key), `external` acts on the outside, `irreversible` in a way that cannot be taken back.
 */
export type ToolEffect = "read" | "memory" | "external" | "irreversible";

/** A function the model can call. Core checks the arguments against `parameters` before `run` sees them. */
export interface Tool {
  readonly name: string;
  /** One or two sentences for the model: when to use it and what comes back. */
  readonly description: string;
  /** A JSON Schema of type object. */
  readonly parameters: JsonSchema;
  readonly effect: ToolEffect;
  /**
   * Its result is text from memory, which is never indexed or extracted again, and trusted like what it cites. Any other text is from
   * outside, and trusted no more than `tool`. @default effect is "memory"
   */
  readonly recalls?: boolean;
  /**
   * Returns what the model reads. A thrown PagefileError becomes its message, any other error a sentence with its message.
   */
  run(input: JsonObject, context: ToolContext): Promise<string>;
}

export interface ToolContext {
  readonly space: SpaceMemory;
  /** The same for every attempt at this call. */
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
  /**
   * Who is behind the call and how far it is trusted: what a tool writes to memory must carry it, and where the text is from
   * outside, a lower label. It counts in what the call has cited by the time it is read, so what is written from records is
   * written after they were cited.
   */
  readonly origin: Origin;
  /** The messages of this turn, which no search should bring back. */
  readonly turn: readonly RecordId[];
  /** The spaces that are looked through beside the agent's own. */
  readonly mounts: readonly OpenMount[];
  /** Names records the result quotes, so that trust follows them, and erasure those that are the agent's own. */
  readonly cite: (records: readonly MemoryRecord[], from?: OpenMount) => void;
}

/** Whether a tool's result is text that memory already holds. */
export function recallsMemory({ recalls, effect }: Pick<Tool, "recalls" | "effect">): boolean {
  return recalls ?? effect === "memory";
}

/** Whether running a tool changes something that is not this memory, which one may that does not say what it does. */
export function actsOutside({ effect }: Pick<Tool, "effect">): boolean {
  return effect !== "read" && effect !== "memory";
}
