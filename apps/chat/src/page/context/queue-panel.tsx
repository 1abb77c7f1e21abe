import type { ReactElement } from "react";
import type { ContextPartView } from "../../protocol/context.ts";
import { Badge } from "../design/badge.tsx";
import { counted, formatCount } from "../design/count.ts";
import { Panel } from "../design/panel.tsx";
import { Text } from "../design/text.tsx";
import { queueKey } from "./queue-key.ts";

/** The newest messages, in full. The first of them leave next. */
export function QueuePanel({ parts }: { parts: readonly ContextPartView[] }): ReactElement {
  const queue = parts.filter(({ part }) => part === "queue");
  const leaving = queue.filter(({ leavesNext }) => leavesNext).length;
  return (
    <Panel title="Queue" note={`${counted(queue.length, "message")}, newest last${leaving > 0 ? `; ${leaving} leave next` : ""}`}>
      {queue.length === 0 ? (
        <p className="faint">The messages of the conversation stand here in full, until the window is full.</p>
      ) : (
        <ol className="queue">
          {queue.map(({ title, text, tokens, leavesNext }, index) => (
            <li key={queueKey(queue, index)} data-leaving={leavesNext === true}>
              <details>
                <summary>
                  <Badge>
                    <Text>{title}</Text>
                  </Badge>
                  <span className="queue-text">
                    <Text>{text.slice(0, 200)}</Text>
                  </span>
                  {leavesNext && <Badge tone="warn">next to leave</Badge>}
                  <span className="tokens">{formatCount(tokens)}</span>
                </summary>
                <p className="exact">
                  <Text>{text}</Text>
                </p>
              </details>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
