import type { ReactElement } from "react";
import type { SessionView } from "../../protocol/session.ts";
import { Badge } from "../design/badge.tsx";
import { Button } from "../design/button.tsx";
import { counted } from "../design/count.ts";
import { Panel } from "../design/panel.tsx";
import { Text } from "../design/text.tsx";
import { Time } from "../design/time.tsx";
import { navigate } from "../route.ts";
import { useSpace } from "../server/space-context.ts";
import { useResource } from "../server/use-resource.ts";

/** Every space that has an agent. */
export function OtherSpaces(): ReactElement {
  const { name: here, session: known } = useSpace();
  const session = useResource<SessionView>("/api/session").value ?? known;
  return (
    <Panel title="Spaces">
      <ul className="spaces-list">
        {session.spaces.map(({ name, title, agent, head, updatedAt }) => (
          <li key={name}>
            <span className="space-title">
              <strong>
                <Text>{title}</Text>
              </strong>
              <span className="faint">
                <Text>{name}</Text> · {counted(head, "entry", "entries")}
                {updatedAt !== undefined && (
                  <>
                    {" "}
                    · <Time at={updatedAt} />
                  </>
                )}
              </span>
            </span>
            <AgentBadge title={session.agents.find(({ id }) => id === agent)?.title ?? agent} space={title} />
            {name === here ? (
              <Badge tone="accent">open</Badge>
            ) : (
              <Button small onClick={() => navigate({ space: name, tab: "spaces" })}>
                Open<span className="visually-hidden"> {title}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Most spaces are called as their agent is. */
function AgentBadge({ title, space }: { title: string; space: string }): ReactElement | null {
  if (space.startsWith(title)) return null;
  return (
    <Badge>
      <Text>{title}</Text>
    </Badge>
  );
}
