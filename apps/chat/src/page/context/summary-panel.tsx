import type { ReactElement } from "react";
import type { ContextPartView } from "../../protocol/context.ts";
import { counted } from "../design/count.ts";
import { Panel } from "../design/panel.tsx";
import { Text } from "../design/text.tsx";

/** What was paged out, in a few words, and what of it can be searched for. */
export function SummaryPanel({ parts }: { parts: readonly ContextPartView[] }): ReactElement {
  const summaries = parts.filter(({ part }) => part === "summary");
  const tokens = summaries.reduce((sum, part) => sum + part.tokens, 0);
  return (
    <Panel title="Summary" note={tokens === 0 ? "nothing was paged out yet" : counted(tokens, "token")}>
      {summaries.length === 0 ? (
        <p className="faint">
          When the window is full, the oldest half of the queue leaves it and is told here in short. Nothing is lost: search still finds
          every message.
        </p>
      ) : (
        summaries.map(({ text, title }) => (
          <p key={title} className="exact">
            <Text>{text}</Text>
          </p>
        ))
      )}
    </Panel>
  );
}
