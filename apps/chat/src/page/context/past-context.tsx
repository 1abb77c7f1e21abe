import type { ReactElement } from "react";
import type { PastContextView } from "../../protocol/context.ts";
import { counted } from "../design/count.ts";
import { Panel } from "../design/panel.tsx";
import { ResourceView } from "../design/resource.tsx";
import { Empty } from "../design/state.tsx";
import { Text } from "../design/text.tsx";
import { Time } from "../design/time.tsx";
import { openRecord } from "../route.ts";
import { spacePath } from "../server/paths.ts";
import { useSpace } from "../server/space-context.ts";
import { useResource } from "../server/use-resource.ts";
import { BlocksPanel } from "./blocks-panel.tsx";

/** Blocks, summary and messages as they were. How the window was filled then is kept only with a turn's recall. */
export function PastContext({ seq }: { seq: number }): ReactElement {
  const { name } = useSpace();
  const past = useResource<PastContextView>(spacePath(name, "context", { at: seq }));
  return (
    <ResourceView resource={past} lines={8}>
      {({ blocks, summary, messages }) => (
        <>
          <BlocksPanel key={seq} blocks={blocks} />
          <Panel title="Summary" note={summary ? undefined : "nothing had been paged out"}>
            {summary && (
              <p className="exact">
                <Text>{summary.text}</Text>
              </p>
            )}
          </Panel>
          <Panel title="Newest messages" note={`${counted(messages.length, "message")}, newest last`}>
            {messages.length === 0 ? (
              <Empty title="Nothing had been said" />
            ) : (
              <ol className="queue">
                {messages.map(({ id, text, recordedAt, origin }) => (
                  <li key={id}>
                    <button type="button" className="queue-record" onClick={() => openRecord(id)}>
                      <span className="faint">
                        {origin.channel} · <Time at={recordedAt} />
                      </span>
                      <span className="queue-text">
                        <Text>{text.slice(0, 200)}</Text>
                      </span>
                    </button>
                  </li>
                ))}
              </ol>
            )}
          </Panel>
        </>
      )}
    </ResourceView>
  );
}
