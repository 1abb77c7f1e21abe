import { type ReactElement, useState } from "react";
import type { ContextPartView } from "../../protocol/context.ts";
import { Button } from "../design/button.tsx";
import { formatCount } from "../design/count.ts";
import { Panel } from "../design/panel.tsx";
import { Text } from "../design/text.tsx";
import { sightOrder } from "./sight-order.ts";

/** Everything the model sees, word for word. */
export function SightPanel({ parts }: { parts: readonly ContextPartView[] }): ReactElement {
  const [biggestFirst, setBiggestFirst] = useState(false);
  const most = Math.max(1, ...parts.map(({ tokens }) => tokens));
  return (
    <Panel
      title="Word for word"
      note={biggestFirst ? "biggest first" : "in the order the model sees it"}
      actions={
        <Button small kind="quiet" aria-pressed={biggestFirst} onClick={() => setBiggestFirst(!biggestFirst)}>
          Biggest first
        </Button>
      }
    >
      <ol className="sight">
        {sightOrder(parts, biggestFirst).map(({ part, at }) => (
          <li key={at}>
            <details>
              <summary>
                <span className="part-key" data-part={part.part} aria-hidden="true" />
                <span className="sight-title">
                  <span className="visually-hidden">{part.part}: </span>
                  <Text>{part.title}</Text>
                  {part.part === "queue" && (
                    <span className="sight-words">
                      {" "}
                      <Text>{part.text.slice(0, 120)}</Text>
                    </span>
                  )}
                </span>
                <span className="sight-share" data-part={part.part} aria-hidden="true">
                  <span style={{ width: `${(part.tokens / most) * 100}%` }} />
                </span>
                <span className="tokens">{formatCount(part.tokens)}</span>
              </summary>
              <p className="exact">
                <Text>{part.text}</Text>
              </p>
            </details>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
