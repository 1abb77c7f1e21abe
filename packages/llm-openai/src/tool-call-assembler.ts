import type { ChatEvent } from "@pagefile/core/contracts";

/** A piece of a call. Servers leave out any part of it, and some send `arguments` as an object. */
export interface CallPiece {
  readonly index?: number | null;
  readonly id?: string | null;
  readonly function?: { readonly name?: string | null; readonly arguments?: unknown } | null;
}

interface PartialCall {
  readonly index: number | undefined;
  id: string;
  name: string;
  arguments: string;
}

/** Puts calls together from the pieces a stream brings. */
export class ToolCallAssembler {
  readonly #calls: PartialCall[] = [];

  add(piece: CallPiece): void {
    const call = this.#callOf(piece) ?? this.#open(piece);
    call.id ||= piece.id ?? "";
    // Not appended: some servers repeat the whole name with every piece.
    call.name ||= piece.function?.name ?? "";
    const written = piece.function?.arguments ?? "";
    call.arguments += typeof written === "string" ? written : JSON.stringify(written);
  }

  /** The calls, in the order they began. An id that is missing, or that two calls share, is made. */
  finished(): readonly Extract<ChatEvent, { type: "tool-call" }>[] {
    const seen = new Set<string>();
    return this.#calls.map((call) => {
      const id = call.id === "" || seen.has(call.id) ? `call_${crypto.randomUUID()}` : call.id;
      seen.add(id);
      return { type: "tool-call", id, name: call.name, arguments: call.arguments };
    });
  }

  /** The call that the piece goes on with, if it is not the first piece of another. */
  #callOf({ index, id, function: called }: CallPiece): PartialCall | undefined {
    const call = this.#calls.findLast((candidate) => {
      if (typeof index === "number") return candidate.index === index;
      return id ? candidate.id === id : true;
    });
    // Servers that number every call 0, or number none, send each whole: a name after complete arguments begins another.
    const sameId = Boolean(id) && call?.id === id;
    return call && called?.name && !sameId && isComplete(call.arguments) ? undefined : call;
  }

  #open(piece: CallPiece): PartialCall {
    const call = { index: piece.index ?? undefined, id: "", name: "", arguments: "" };
    this.#calls.push(call);
    return call;
  }
}

function isComplete(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}
