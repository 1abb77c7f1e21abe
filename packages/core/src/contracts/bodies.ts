import type { JsonObject, JsonValue } from "./json.ts";
import type { TableColumn } from "./tables.ts";

/*
 * The bodies of the kinds that core itself reads and writes. They are type aliases, not interfaces, so that they are
 * assignable to JsonObject.
 */

/** A tool call as it is kept and replayed. `arguments` parsed and valid: a call that was not is never kept. */
export type KeptCall = { readonly id: string; readonly name: string; readonly arguments: JsonObject };
/**
 * `denied`: the user did not allow the call, so it was not run; it then counts as failed. `allowed`: the user was asked and
 * allowed it.
 */
export type KeptResult = {
  readonly callId: string;
  readonly name: string;
  readonly text: string;
  readonly failed: boolean;
  readonly denied?: boolean;
  readonly allowed?: boolean;
};

/**
 * One message. `results` answers, all of them together, the `calls` of the assistant's message before.
 * The attributes `session`, `speaker` and `role` of the record are what filters and cues read.
 */
export type MessageBody = {
  readonly role: "user" | "assistant" | "tool";
  readonly text: string;
  readonly speaker?: string;
  readonly calls?: readonly KeptCall[];
  readonly results?: readonly KeptResult[];
  /** On the first message an agent appends in a turn: what was recalled for it, which `SpaceMemory.recallOf` reads. */
  readonly recall?: JsonObject;
};

/** A block of core memory, always in the context. `limit` in characters. Collection `core`, key = label. */
export type BlockBody = { readonly label: string; readonly description: string; readonly text: string; readonly limit: number };

/** A text to be found again. `document` and `chunk` (from 0) say where it stands when it was cut from something longer. */
export type PassageBody = {
  readonly text: string;
  readonly title?: string;
  readonly document?: string;
  readonly chunk?: number;
  readonly page?: number;
};

/** Somebody or something facts are about. Collection `entities`, key = its normalised name, so there is one of each name. */
export type EntityBody = {
  readonly name: string;
  /** What it is, in a word: `person`, `place`. */
  readonly type?: string;
  readonly aliases: readonly string[];
  /** What is known of it beside facts. */
  readonly text?: string;
};

/**
 * A further name of an entity. A record of kind `entity` as well, opaque, in the same collection under the alias normalised,
 * so that a name is one entity's only.
 */
export type AliasBody = { readonly name: string; readonly aliasOf: string };

/**
 * A statement about an entity that holds for a time. Collection = id of the subject, key = predicate, a blank and the
 * fact's own id, so that the facts of a subject and predicate are one range of keys.
 */
export type FactBody = {
  /** The id of an entity. */
  readonly subject: string;
  readonly predicate: string;
  /** The id of an entity, or else `value`. */
  readonly object?: string;
  readonly value?: string;
  /** The fact as a sentence. */
  readonly text: string;
  /** A new value of this predicate ends the old one. */
  readonly single: boolean;
  readonly validFrom?: string;
  /** Nobody said when it began: `validFrom` is when it was told. */
  readonly assumed?: boolean;
  readonly validTo?: string;
  /** The facts this one ended, which its undoing brings back. */
  readonly closes?: readonly string[];
  /** The fact that ended this one. */
  readonly closedBy?: string;
  /** While another fact ends it: the end its writer gave it, which that one's undoing brings back. */
  readonly statedTo?: string;
  readonly evidence?: readonly string[];
};

/** A table a model declared. Kind `row`, collection `tables`, key = name. */
export type TableBody = { readonly name: string; readonly description?: string; readonly columns: readonly TableColumn[] };

/** A row. Collection = name of the table, key = name of the row. */
export type RowBody = { readonly values: { readonly [column: string]: JsonValue } };
