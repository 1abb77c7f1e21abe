import { type ReactElement, useState } from "react";
import { correctableKinds } from "../../protocol/record.ts";
import type { ShownRecord } from "../../protocol/shown-record.ts";
import { Badge } from "../design/badge.tsx";
import { Button } from "../design/button.tsx";
import { Text } from "../design/text.tsx";
import { Time } from "../design/time.tsx";
import { CorrectForm } from "./correct-form.tsx";
import { OriginLine } from "./origin-line.tsx";
import { useRecordLock } from "./use-record-lock.ts";

/** What a record says, and the way to correct it. */
export function RecordText({ record }: { record: ShownRecord }): ReactElement {
  const locked = useRecordLock(record);
  const [writing, setWriting] = useState(false);
  const { kind, origin, recordedAt, occurredAt, text, body, document, page } = record;
  return (
    <section className="record-says" aria-label="What it says">
      <div className="facts">
        <Badge>{kind}</Badge>
        <OriginLine {...origin} />
        <span className="faint">
          {occurredAt !== undefined && (
            <>
              of <Time at={occurredAt} />,{" "}
            </>
          )}
          written <Time at={recordedAt} />
        </span>
      </div>
      {document !== undefined && (
        <p className="faint">
          From <Text>{document}</Text>
          {page !== undefined && `, page ${page}`}
        </p>
      )}
      {writing ? (
        <CorrectForm record={record} onDone={() => setWriting(false)} />
      ) : (
        <>
          <p className="says">
            {text === "" ? <em>{body === undefined ? "Bytes, which are kept and never read." : "No text."}</em> : <Text>{text}</Text>}
          </p>
          {isCorrectable(record) && (
            <div>
              <Button small locked={locked} onClick={() => setWriting(true)}>
                Correct it
              </Button>
            </div>
          )}
        </>
      )}
    </section>
  );
}

/** What a tool was asked and what it answered is shown as text, and is not one. */
function isCorrectable({ kind, body }: ShownRecord): boolean {
  return body !== undefined && correctableKinds.has(kind) && (kind !== "message" || body["text"] !== "");
}
