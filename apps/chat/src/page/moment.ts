import { type SharedValue, sharedValue, useShared } from "./shared-value.ts";

/** The time cursor: every panel shows memory as it was after this entry of the journal. */
export interface PastMoment {
  readonly seq: number;
  /** When that entry was written, where the one who set the cursor knew. */
  readonly recordedAt?: string;
}

/** `undefined` is now. */
export const moment: SharedValue<PastMoment | undefined> = sharedValue<PastMoment | undefined>(undefined);

export function useMoment(): PastMoment | undefined {
  return useShared(moment);
}
