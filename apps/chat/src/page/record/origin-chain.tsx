import type { ReactElement } from "react";
import type { ShownRecord } from "../../protocol/shown-record.ts";
import { Panel } from "../design/panel.tsx";
import { RecordLine, recordText } from "./record-line.tsx";
import { Text } from "../design/text.tsx";

export interface OriginChainProps {
  readonly record: ShownRecord | undefined;
  readonly parents: readonly ShownRecord[];
  readonly derived: readonly ShownRecord[];
}

/** From what a record was made, and what was made of it: one line, from the first word to the last conclusion. */
export function OriginChain({ record, parents, derived }: OriginChainProps): ReactElement {
  const first = parents.length === 0;
  return (
    <Panel title="Where it comes from, and where it went">
      <ol className="chain">
        {first && (
          <li data-end="">
            <span className="faint">
              {record?.origin.parents?.length ? "What it was made from is gone." : "Written as it is; not made from another record."}
            </span>
          </li>
        )}
        {parents.map((parent) => (
          <li key={parent.id}>
            <RecordLine record={parent} />
          </li>
        ))}
        <li data-here="" aria-current="true">
          {record ? <Text>{recordText(record)}</Text> : "This record"}
        </li>
        {derived.map((child) => (
          <li key={child.id}>
            <RecordLine record={child} />
          </li>
        ))}
        {derived.length === 0 && (
          <li data-end="">
            <span className="faint">Nothing was made from it.</span>
          </li>
        )}
      </ol>
    </Panel>
  );
}
