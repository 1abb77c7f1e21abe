import type { ReactElement } from "react";
import type { Channel, TrustLabel } from "@pagefile/core/contracts";
import { Badge, TrustBadge } from "../design/badge.tsx";
import { Text } from "../design/text.tsx";
import "./origin-line.css";

/** What is known of where something came from: all of it of a record, less of an entry that was erased. */
export interface KnownOrigin {
  readonly channel?: Channel | undefined;
  readonly principal?: string | undefined;
  readonly source?: string | undefined;
  readonly trust?: TrustLabel | undefined;
}

/** Who caused something, and how far that is trusted. */
export function OriginLine({ channel, principal, source, trust }: KnownOrigin): ReactElement {
  const name = principal ?? source;
  return (
    <span className="origin-line">
      {channel !== undefined && (
        <Badge title={source ?? principal ?? "Who caused it"}>
          {channel}
          {name !== undefined && name !== channel && (
            <span className="name">
              <Text>{name}</Text>
            </span>
          )}
        </Badge>
      )}
      {trust !== undefined && <TrustBadge trust={trust} />}
    </span>
  );
}
