import type { TurnConfirmation } from "./turn-event.ts";
import type { UiConfirmation } from "./ui-data.ts";

/** What a browser is shown of a call that waits. Lineage, and what a later core may tell beside, stay where they are. */
export function confirmationData({ id, reason, because }: TurnConfirmation): UiConfirmation {
  return {
    id,
    reason,
    because: because.map(({ id: record, trust, channel, source, space, table }) => ({
      ...{ id: record, trust, channel },
      ...(source !== undefined && { source }),
      ...(space !== undefined && { space }),
      ...(table !== undefined && { table }),
    })),
  };
}

/** One data part for each call: what is said of it later takes the place of the question. */
export function confirmationPartId(id: string): string {
  return `confirmation-${id}`;
}
