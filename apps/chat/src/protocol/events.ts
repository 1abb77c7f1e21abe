import type { EntryView } from "./timeline.ts";
import type { CheckView } from "./check.ts";
import type { ImportView } from "./import.ts";
import type { StoreView } from "./space.ts";

/**
 * `GET S/events` (EventSource): `data:` is one of these as JSON. `id:` is the seq of the journal up to which a page has been told
 * everything, so that `Last-Event-ID` goes on without a gap; `hello`, `entry` and `many` have one. Where a page has no connection to
 * go on with, `?after=SEQ` does the same. A comment every 15 s. A turn is called here what it is called in the chat's stream: by the
 * id of the message that began it.
 */
export type ServerEvent =
  /** First on every connection: where the space stands. */
  | {
      readonly type: "hello";
      readonly head: number;
      readonly stores: readonly StoreView[];
      readonly imports: readonly ImportView[];
      readonly check?: CheckView;
    }
  | { readonly type: "entry"; readonly entry: EntryView }
  /** Entries were written faster than a page can show: read anew. */
  | { readonly type: "many"; readonly head: number }
  /** A turn began, in this page, another, or the terminal. */
  | { readonly type: "turn-start"; readonly turn: string; readonly text: string; readonly by?: string }
  | { readonly type: "turn-finish"; readonly turn: string; readonly reason: string }
  | { readonly type: "stores"; readonly stores: readonly StoreView[] }
  | { readonly type: "import"; readonly import: ImportView }
  /** How far a verification or a repair is. */
  | { readonly type: "check"; readonly check: CheckView }
  /** Something was erased for good: whatever a page still holds of these records must go. None is named where over 1,000 went: then everything must. */
  | { readonly type: "erase"; readonly records: readonly string[] };
