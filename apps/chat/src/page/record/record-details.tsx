import type { ReactElement } from "react";
import type { ShownRecord } from "../../protocol/shown-record.ts";
import { Badge } from "../design/badge.tsx";
import { Text } from "../design/text.tsx";
import { Time } from "../design/time.tsx";

/** The rest of what is kept of a record, for whoever wants to know exactly. */
export function RecordDetails({ record }: { record: ShownRecord }): ReactElement {
  const { id, space, version, seq, createdAt, recordedAt, occurredAt, collection, key, tags, attributes, body, origin } = record;
  const attributeLines = Object.entries(attributes);
  return (
    <details className="record-details">
      <summary>Everything that is kept of it</summary>
      <dl>
        <dt>Id</dt>
        <dd>
          <code>{id}</code>
        </dd>
        <dt>Space</dt>
        <dd>
          <Text>{space}</Text>
        </dd>
        <dt>Version</dt>
        <dd>
          {version}, written by entry {seq}
        </dd>
        <dt>Created</dt>
        <dd>
          <Time at={createdAt} />
        </dd>
        <dt>Recorded</dt>
        <dd>
          <Time at={recordedAt} />
        </dd>
        {occurredAt !== undefined && (
          <>
            <dt>Happened</dt>
            <dd>
              <Time at={occurredAt} />
            </dd>
          </>
        )}
        {origin.source !== undefined && (
          <>
            <dt>Source</dt>
            <dd>
              <Text>{origin.source}</Text>
            </dd>
          </>
        )}
        {collection !== undefined && (
          <>
            <dt>Name</dt>
            <dd>
              <Text>{`${collection} / ${key ?? ""}`}</Text>
            </dd>
          </>
        )}
        <dt>Tags</dt>
        <dd>
          {tags.length === 0
            ? "none"
            : tags.map((tag) => (
                <Badge key={tag}>
                  <Text>{tag}</Text>
                </Badge>
              ))}
        </dd>
        {attributeLines.map(([name, value]) => (
          <Attribute key={name} name={name} value={String(value)} />
        ))}
      </dl>
      {body !== undefined && (
        <pre tabIndex={0} aria-label="Its body">
          <Text>{JSON.stringify(body, undefined, 2)}</Text>
        </pre>
      )}
    </details>
  );
}

function Attribute({ name, value }: { name: string; value: string }): ReactElement {
  return (
    <>
      <dt>
        <Text>{name}</Text>
      </dt>
      <dd>
        <Text>{value}</Text>
      </dd>
    </>
  );
}
