import { type SharedValue, sharedValue } from "../shared-value.ts";

/** One sentence on what just happened, with the way back where there is one. It stays until it is dismissed or the next one comes. */
export interface Notice {
  readonly text: string;
  readonly undo?: () => Promise<void>;
}

export const notice: SharedValue<Notice | undefined> = sharedValue<Notice | undefined>(undefined);
