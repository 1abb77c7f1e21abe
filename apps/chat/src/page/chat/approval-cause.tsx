import type { TurnCause } from "@pagefile/ai-sdk";
import type { ReactElement } from "react";
import type { RecordView } from "../../protocol/record.ts";
import { Text } from "../design/text.tsx";
import { openStory } from "../frame/open-memory.ts";
import { OriginLine } from "../record/origin-line.tsx";
import { recordText } from "../record/record-line.tsx";
import { spacePath } from "../server/paths.ts";
import { useSpace } from "../server/space-context.ts";
import { useResource } from "../server/use-resource.ts";

/** A record that a call rests on: the beginning of its text, which opens it, and where it came from. */
export function ApprovalCause({ cause }: { cause: TurnCause }): ReactElement {
  const { name } = useSpace();
  const { id, channel, trust, source } = cause;
  const { value } = useResource<RecordView>(spacePath(name, `records/${encodeURIComponent(id)}`));
  return (
    <div className="record-line">
      <button type="button" className="record-text" onClick={() => openStory(id)}>
        <Text>{causeText(cause, value?.record)}</Text>
      </button>
      <div className="facts">
        <OriginLine channel={channel} trust={trust} source={source} />
      </div>
    </div>
  );
}

function causeText({ table, source = "A record" }: TurnCause, record: RecordView["record"]): string {
  if (table !== undefined) return `Rows of the table ${table}`;
  return record === undefined ? source : recordText(record);
}
