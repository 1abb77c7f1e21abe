import {
  type Clock,
  type DocumentMaker,
  type IdSource,
  type Instant,
  type Journal,
  PagefileError,
  type Space,
  type Store,
} from "../contracts/index.ts";
import type { Projector } from "../projection/projector.ts";
import type { Reader } from "../retrieval/reader.ts";
import type { RetrievalWeights } from "../retrieval/weights.ts";
import type { Turns } from "./turns.ts";

/** What the operations of one space work with. */
export interface SpaceContext {
  readonly space: Space;
  readonly journal: Journal;
  /** In order of preference, the journal's own last. */
  readonly stores: readonly Store[];
  readonly projector: Projector;
  readonly reader: Reader;
  /** Those of the memory, for spaces without their own. */
  readonly weights: Partial<RetrievalWeights>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly documents: DocumentMaker;
  /** Edits of one record by this process, one after the other. */
  readonly turns: Turns;
  /** @throws PagefileError CLOSED */
  assertOpen(): void;
}

export function now(context: Pick<SpaceContext, "clock">): Instant {
  return new Date(context.clock.now()).toISOString();
}

export function notFound(what: string): PagefileError {
  return new PagefileError("RECORD_NOT_FOUND", `There is no record ${what} in this space.`);
}
