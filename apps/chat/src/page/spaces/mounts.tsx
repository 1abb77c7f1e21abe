import type { ReactElement } from "react";
import type { MountView } from "../../protocol/space.ts";
import { Badge } from "../design/badge.tsx";
import { counted } from "../design/count.ts";
import { Panel } from "../design/panel.tsx";
import { Text } from "../design/text.tsx";

/** Other spaces that the agent of this one looks through. */
export function Mounts({ mounts }: { mounts: readonly MountView[] }): ReactElement {
  return (
    <Panel title="Mounted">
      <ul className="spaces-list">
        {mounts.map(({ space, access, counts }) => (
          <li key={space}>
            <strong>
              <Text>{space}</Text>
            </strong>
            <Badge tone={access === "read" ? "plain" : "accent"}>{access === "read" ? "read only" : "read and write"}</Badge>
            <span className="faint">
              {counted(
                Object.values(counts).reduce((sum, count) => sum + count, 0),
                "record",
              )}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
