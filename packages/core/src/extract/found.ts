import type { Instant } from "../contracts/index.ts";

/** A statement found in a message. Names are as they were said; the graph knows whom they mean. */
export interface FoundFact {
  readonly subject: string;
  readonly subjectType?: string;
  readonly predicate: string;
  /** The name of somebody or something, or else `value`. */
  readonly object?: string;
  readonly objectType?: string;
  readonly value?: string;
  /** A new value ends the old one. @default what the graph knows of the predicate */
  readonly single?: boolean;
  /** When it began to hold, by its own words. */
  readonly validFrom?: Instant;
  /** When it was told, where it does not hold always. */
  readonly toldAt?: Instant;
  /** The fact as a sentence. @default made by the graph */
  readonly text?: string;
  /** The words of the message it rests on. */
  readonly quote: string;
}

/** A text worth finding again that stands without the conversation around it. */
export interface FoundPassage {
  readonly text: string;
  readonly quote: string;
}

/** What one message told. */
export interface Found {
  readonly facts: readonly FoundFact[];
  readonly passages: readonly FoundPassage[];
}
