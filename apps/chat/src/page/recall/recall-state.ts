import { type SharedValue, sharedValue } from "../shared-value.ts";
import { noFilters, type RecallFilters } from "./recall-query.ts";

/** The last search, which is still there when one comes back from another tab. */
export interface RecallState {
  readonly words: string;
  readonly filters: RecallFilters;
}

export const recallState: SharedValue<RecallState> = sharedValue<RecallState>({ words: "", filters: noFilters });
