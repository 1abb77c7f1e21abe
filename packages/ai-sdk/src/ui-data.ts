import type { MemoryRecord, Origin, RecordId } from "@pagefile/core/contracts";
import type { TurnCause, TurnHit, TurnRecall } from "./turn-event.ts";

/**
 * The data parts of a reply by name: `recall` is a part of type `data-recall`. For `UIMessage<UiMessageMetadata, UiData>`.
 * `context` and `retry` are transient: they reach `onData` and no message keeps them.
 */
export type UiData = {
  readonly recall: UiRecall;
  readonly pressure: { readonly usedTokens: number; readonly budgetTokens: number };
  readonly eviction: {
    /** How many left the context; they stay in recall. */
    readonly messages: number;
    /** The newest of them. */
    readonly through: RecordId;
    readonly summaryTokens: number;
    /** False where the summariser failed and text was cut instead. */
    readonly summarised: boolean;
  };
  readonly mistake: { readonly code: string; readonly cause: string; readonly attempt: number };
  /** Parts, by `providerMetadata.pagefile.part`, that memory does not keep: replaced by what follows, or stopped with the turn. */
  readonly void: { readonly parts: readonly string[]; readonly because: "mistake" | "retry" | "stopped" };
  readonly confirmation: UiConfirmation;
  readonly context: { readonly [figure: string]: number | boolean };
  readonly retry: { readonly reason: string; readonly waitMs: number };
};

/** A call that somebody has to allow, and what was said to it. `id` is that of the call's part, and of its approval. */
export type UiConfirmation =
  | {
      readonly id: string;
      /** A sentence for the user: what the call would do, and on what it rests. */
      readonly reason: string;
      readonly because: readonly TurnCause[];
      readonly answered?: undefined;
    }
  | { readonly id: string; readonly answered: "allowed" | "refused" };

export type UiRecall = Omit<TurnRecall, "hits"> & { readonly hits: readonly UiHit[] };

/** A hit without its body and its lineage. */
export type UiHit = Omit<TurnHit, "record"> &
  Pick<MemoryRecord, "id" | "kind" | "version" | "createdAt" | "occurredAt"> & {
    readonly origin: Pick<Origin, "channel" | "trust" | "source">;
  };
