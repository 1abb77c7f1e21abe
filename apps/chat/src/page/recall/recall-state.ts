import { type SharedValue, sharedValue } from "../shared-value.ts";
import { noFilters, type RecallFilters } from "./recall-query.ts";

export interface RecallState {
  readonly words: string;
  readonly filters: RecallFilters;
}

export const nothingAsked: RecallState = { words: "", filters: noFilters };

/** The last search of the space, which is still there when one comes back from another tab. */
export const recallState: SharedValue<RecallState> = sharedValue<RecallState>(nothingAsked);
