import type { RecordKind } from "@pagefile/core/contracts";

export interface Placed {
  readonly kind: RecordKind;
  readonly groupName: string | null;
  readonly position: number;
}

/** Places in a group that lie side by side, the first and the last included. */
export interface Stretch {
  readonly kind: RecordKind;
  readonly groupName: string;
  readonly from: number;
  readonly to: number;
}

/** The places within the radius of a row, those that touch or overlap as one. */
export function stretches(rows: readonly Placed[], radius: number): readonly Stretch[] {
  const last = new Map<string, { -readonly [K in keyof Stretch]: Stretch[K] }>();
  const all: Stretch[] = [];
  for (const { kind, groupName, position } of rows.toSorted((a, b) => a.position - b.position)) {
    if (groupName === null) continue;
    const group = `${kind} ${groupName}`;
    const before = last.get(group);
    if (before !== undefined && before.to >= position - radius - 1) before.to = position + radius;
    else {
      const stretch = { kind, groupName, from: position - radius, to: position + radius };
      last.set(group, stretch);
      all.push(stretch);
    }
  }
  return all;
}
