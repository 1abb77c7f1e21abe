import { type SharedValue, sharedValue } from "../shared-value.ts";

/** Ids of the memories that came up in the last recall: in the graph they are marked. */
export const recalledIds: SharedValue<ReadonlySet<string>> = sharedValue<ReadonlySet<string>>(new Set());

/** Whether the graph is drawn or listed. */
export const graphForm: SharedValue<"drawing" | "list"> = sharedValue<"drawing" | "list">("drawing");
