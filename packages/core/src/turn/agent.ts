import type { ChatModel, Clock, Instant, MemoryRecord, TrustLabel } from "../contracts/index.ts";
import type { ContextReport } from "../context/context-report.ts";
import type { ContextView } from "../context/context-view.ts";
import type { Memory } from "../memory/memory.ts";
import type { SpaceMemory } from "../memory/space-memory.ts";
import type { Mount } from "../retrieval/mount.ts";
import type { Tool } from "../tools/tool.ts";
import type { AgentEvent } from "./agent-event.ts";
import type { Confirmation, ConfirmationDecision } from "./confirmation.ts";

export interface AgentOptions {
  readonly memory: Memory;
  /** The agent's home space, `tenant/name`. */
  readonly space: string;
  readonly model: ChatModel;
  /**
   * Other spaces of the memory that recall and the search tools look through as well. The archival tools write to one with
   * `access: "write"` when a call names it, else to the home space. No other space is ever read or written. @default []
   */
  readonly mounts?: readonly AgentMount[];
  /** Core blocks made on first use where they are not there yet. @default persona and human */
  readonly blocks?: readonly BlockDefinition[];
  /** Replaces the standing instructions. @default the built-in system text */
  readonly instructions?: string;
  /** Further tools, beside those for memory. @default [] */
  readonly tools?: readonly Tool[];
  /** `auto` recalls for every user message, `tool` leaves it to the model, `off` offers no search at all. @default "auto" */
  readonly recall?: "auto" | "tool" | "off";
  /** Offers the model tables of its own: four tools, and a list of the tables there are. @default false */
  readonly tables?: boolean;
  /**
   * Offer the tools for the knowledge graph, where a store serves it: about 340 tokens of every prompt. Facts are recalled, and
   * can be extracted in the background, without them. @default false
   */
  readonly graph?: boolean;
  /** Tokens of recalled memories an automatic recall may take. @default an eighth of the window, at most 1,500 */
  readonly recallBudgetTokens?: number;
  /** Tokens of prompt and answer together; at most the model's. @default the model's contextWindow */
  readonly windowTokens?: number;
  /** Tokens kept free for the answer. @default a quarter of the window, at most 1,024 */
  readonly reservedTokens?: number;
  readonly bounds?: Partial<TurnBounds>;
  /** The paper's semantics: the loop goes on only when a call sets `request_heartbeat`. @default false */
  readonly heartbeat?: boolean;
  /**
   * The least trust that everything in view must have for a call with an outside effect to run unasked. With less in view, the
   * turn stops with `confirmation` until somebody has decided. `untrusted` never asks. @default "user"
   */
  readonly trustToAct?: TrustLabel;
  /** A pause longer than this begins a new session, in milliseconds. @default 4 hours */
  readonly sessionGapMs?: number;
  /** @default the system's clock */
  readonly clock?: Clock;
}

/** A mounted space: a body of documents many agents read, a memory that several share. */
export interface AgentMount extends Mount {
  readonly access: "read" | "write";
}

/** What stops a turn that does not end by itself. */
export interface TurnBounds {
  /** Model calls. @default 12 */
  readonly steps: number;
  /** Tokens of prompts and answers over the whole turn. @default 200,000 */
  readonly tokens: number;
  /** Milliseconds. @default 300,000 */
  readonly timeMs: number;
  /** The same call with the same arguments. @default 3 */
  readonly identicalCalls: number;
  /** Answers that could not be used and were sent back with their cause. @default 3 */
  readonly mistakes: number;
}

export interface BlockDefinition {
  readonly label: string;
  readonly description?: string;
  readonly text?: string;
  /** In characters. @default 2000 */
  readonly limit?: number;
}

export interface SendOptions {
  readonly signal?: AbortSignal;
  /** The name of who speaks. */
  readonly speaker?: string;
  /** @default derived from the pause since the last message */
  readonly session?: string;
  /** When it was said, if not now. */
  readonly occurredAt?: Instant | Date;
  /** Makes sending the same message twice one message. */
  readonly idempotencyKey?: string;
}

/**
 * A message that is taken in without an answer. The program vouches for it: it is trusted as the user's own words are. What nobody
 * vouches for is written as a `message` of the space, with its origin, and stands in the queue all the same.
 */
export interface ObservedMessage extends Omit<SendOptions, "signal"> {
  readonly text: string;
  /** @default "user" */
  readonly role?: "user" | "assistant";
}

/** A model with a memory. One turn at a time. */
export interface Agent {
  readonly space: SpaceMemory;
  /**
   * One turn: from a message to a final answer. Events stream as they happen; the turn runs only while they are read.
   * Never throws for what a model or a store does: `turn-finish` says how it ended. @throws TURN_IN_PROGRESS, RECORD_INVALID, JOURNAL_*
   */
  send(text: string, options?: SendOptions): AsyncIterable<AgentEvent>;
  /** Goes on with a turn that a crash or a cancel cut off or that waited for a word; no events where there is none. */
  resume(options?: { readonly signal?: AbortSignal }): AsyncIterable<AgentEvent>;
  /** The calls that wait for a word before the turn can go on, in their order. */
  confirmations(): Promise<readonly Confirmation[]>;
  /**
   * Allows or refuses one of them; `resume` then goes on, once all of the message are decided. Deciding the same again changes
   * nothing. Another message sent instead refuses those that wait. @throws CONFIRMATION_NOT_FOUND
   */
  decide(confirmation: string, decision: ConfirmationDecision): Promise<void>;
  /** Takes messages into memory and queue, evicting as needed, without calling the model for an answer. */
  observe(messages: ObservedMessage | readonly ObservedMessage[], options?: { readonly signal?: AbortSignal }): AsyncIterable<AgentEvent>;
  /** What the model would see now, in tokens. */
  context(): Promise<ContextReport>;
  /** The same part by part: the text of each, what it takes, what leaves next. In a turn with what was recalled for it. */
  inspect(): Promise<ContextView>;
  blocks(): Promise<readonly MemoryRecord[]>;
  /** Uses another model from the next turn on. */
  useModel(model: ChatModel): void;
}
