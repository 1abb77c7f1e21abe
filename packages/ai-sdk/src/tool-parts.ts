import type { KeptCall, KeptResult } from "@pagefile/core/contracts";
import type { UiToolPart } from "./ui-message.ts";

/** `core_memory_append` → `Core memory append`. */
export function toolTitle(name: string): string {
  const words = name.replaceAll(/[_-]+/g, " ").trim();
  return words === "" ? name : words.slice(0, 1).toUpperCase() + words.slice(1);
}

interface OpenCall {
  readonly part: string;
  readonly call: KeptCall;
}

/**
 * The calls of one reply. A client finds a call by its id in the whole message, and some models begin at `call_0` in every step:
 * an id that was there before gets a number, the same one however often the reply is told.
 */
export class ToolParts {
  readonly #seen = new Map<string, number>();
  #open: readonly OpenCall[] = [];

  /** The id of the part for a call that begins. */
  begin(call: KeptCall): string {
    const times = (this.#seen.get(call.id) ?? 0) + 1;
    this.#seen.set(call.id, times);
    const part = times === 1 ? call.id : `${call.id}#${times}`;
    this.#open = [...this.#open, { part, call }];
    return part;
  }

  /** The id of the part a result belongs to: of calls with one id, the first that is open. Undefined where nothing was called. */
  end({ callId }: KeptResult): string | undefined {
    const ended = this.#open.find(({ call }) => call.id === callId);
    this.#open = this.#open.filter((open) => open !== ended);
    return ended?.part;
  }

  /** Gives the calls that got no result, and forgets them. */
  abandon(): readonly OpenCall[] {
    const abandoned = this.#open;
    this.#open = [];
    return abandoned;
  }
}

/** A call that nobody will answer any more. */
export const noResult = "This call was interrupted and has no result.";

export interface SettledCall {
  readonly part: string;
  readonly call: KeptCall;
  readonly result: Pick<KeptResult, "text" | "failed">;
}

export function toolPart({ part, call, result }: SettledCall): UiToolPart {
  const base = { type: "dynamic-tool", toolCallId: part, toolName: call.name, title: toolTitle(call.name), input: call.arguments } as const;
  return result.failed
    ? { ...base, state: "output-error", errorText: result.text }
    : { ...base, state: "output-available", output: result.text };
}
