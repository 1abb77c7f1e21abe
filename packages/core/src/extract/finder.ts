import type { Seq } from "../contracts/index.ts";
import type { SpaceMemory } from "../memory/space-memory.ts";
import type { Deferral, ExtractTally } from "./extract-report.ts";
import type { Found } from "./found.ts";
import type { Source } from "./source.ts";

/** What finds facts in the messages of one space. */
export interface Finder {
  /** Named in the origin of what it found, and part of the keys that make each write happen once. */
  readonly name: string;
  /** Whether one more message goes with those before. */
  fits(sources: readonly Source[], next: Source): boolean;
  /** Up to where it knows that everything was done, whatever the cursor says. */
  done(): Promise<Seq>;
  find(sources: readonly Source[], options: FindOptions): Promise<Finding>;
}

export interface FindOptions {
  /** Everything up to here is done. */
  readonly after: Seq;
  readonly tally: ExtractTally;
  readonly signal: AbortSignal;
}

export type Finding =
  /** For the first messages, one each; those that are left over are asked for next. */
  | { readonly found: readonly Found[] }
  /** To be asked anew, with what fits now. */
  | { readonly again: true }
  /** The one message that was asked for cannot be extracted. */
  | { readonly bad: string }
  | { readonly deferred: Omit<Deferral, "entries"> };

/** Made anew for each run. */
export type OpenFinder = (space: SpaceMemory) => Finder;
