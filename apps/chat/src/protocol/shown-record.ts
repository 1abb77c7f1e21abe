import type { JsonObject, Origin, RecordKind } from "@pagefile/core/contracts";
import type { ShownJudgement } from "./judgement.ts";

/** A record as the page shows it. Times are ISO 8601 in UTC. */
export interface ShownRecord {
  /** The space it is in: the home space, or a mounted one. */
  readonly space: string;
  readonly id: string;
  readonly kind: RecordKind;
  readonly version: number;
  readonly seq: number;
  /** What a person reads of it; empty for bytes. Never HTML. In lists at most 4,000 characters, and then how many are left out. */
  readonly text: string;
  /** The title of a passage, the label of a block, the name of an entity. */
  readonly title?: string;
  /** The document a passage was cut from, and its page there. */
  readonly document?: string;
  readonly page?: number;
  /** Where one record was asked for. Absent in lists, and for bytes. */
  readonly body?: JsonObject;
  readonly tags: readonly string[];
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly createdAt: string;
  readonly recordedAt: string;
  readonly occurredAt?: string;
  readonly origin: Origin;
  readonly collection?: string;
  readonly key?: string;
  readonly judgement?: ShownJudgement;
}
