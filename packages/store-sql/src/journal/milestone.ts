/**
 * After so many entries a space has a milestone: the highest id there was. A list of an earlier moment begins below it,
 * instead of at the newest id and going back to that moment. More of them cost writes, fewer cost such a list more steps.
 */
export const entriesApart = 256;
