import type { ReactElement } from "react";
import { formatCount } from "../design/count.ts";

const names: Readonly<Record<string, string>> = {
  message: "Messages",
  passage: "Passages",
  fact: "Facts",
  entity: "Entities",
  block: "Blocks",
  row: "Rows",
};

/** How many records there are of each kind. */
export function Counts({ counts }: { counts: Readonly<Record<string, number>> }): ReactElement {
  return (
    <dl className="counts">
      {Object.entries(names).map(([kind, name]) => (
        <div key={kind}>
          <dt>{name}</dt>
          <dd>{formatCount(counts[kind] ?? 0)}</dd>
        </div>
      ))}
    </dl>
  );
}
