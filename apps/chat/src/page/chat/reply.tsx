import { type ReactElement, useMemo } from "react";
import { Text } from "../design/text.tsx";
import { Time } from "../design/time.tsx";
import { layout } from "../layout.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { useSpace } from "../server/space-context.ts";
import { useShared } from "../shared-value.ts";
import { Approval } from "./approval.tsx";
import { EvictionLine, MistakeLine, PressureLine } from "./memory-lines.tsx";
import { MessageActions } from "./message-actions.tsx";
import type { PageMessage } from "./page-message.ts";
import { KeptRecallRow, RecallRow } from "./recall-row.tsx";
import { type ReplyItem, replyItems } from "./reply-items.ts";
import { TakenBack } from "./taken-back.tsx";
import { ToolRow } from "./tool-row.tsx";
import { Writing } from "./writing.tsx";
import "./message.css";

/** Ends of a turn that something else on the page tells. */
const told: ReadonlySet<string> = new Set(["answered", "cancelled", "confirmation"]);

/** What the agent did and said for one message. */
export function Reply({ message, writing }: { message: PageMessage; writing: boolean }): ReactElement {
  const { agent } = useSpace();
  const { hideTools = false } = useShared(layout);
  const items = useMemo(() => replyItems(message), [message]);
  const shown = hideTools ? items.filter(({ type }) => type !== "tool" && type !== "recall" && type !== "mistake") : items;
  const { stopReason, explanation, recallKept, createdAt } = message.metadata ?? {};
  const seesRecall = items.some(({ type }) => type === "recall");
  const noted = items.some((item) => item.type === "text" && item.note);
  return (
    <article className="message reply" aria-busy={writing}>
      <header>
        <h3>
          <Text>{agent?.title ?? "Agent"}</Text>
        </h3>
        {createdAt !== undefined && <Time at={createdAt} />}
      </header>
      {!seesRecall && recallKept && !hideTools && <KeptRecallRow message={message} />}
      {shown.map((item, index) => (
        <Item key={keyOf(item) ?? index} item={item} message={message} writing={writing} />
      ))}
      {writing && !endsInText(shown) && <Writing />}
      {stopReason !== undefined && !told.has(stopReason) && !noted && (
        <p className="stopped">
          <Text>{explanation ?? "This turn ended without an answer."}</Text>
        </p>
      )}
      {!writing && <MessageActions message={message} />}
    </article>
  );
}

/** A call stays what it is where memory has less before it than was seen: nobody loses the words they write to it, or the focus. */
function keyOf(item: ReplyItem): string | undefined {
  if (item.type === "approval") return item.tool.id;
  return item.type === "tool" ? item.id : undefined;
}

function Item({ item, message, writing }: { item: ReplyItem; message: PageMessage; writing: boolean }): ReactElement {
  switch (item.type) {
    case "text":
      return item.note ? (
        <p className="stopped">
          <Text>{item.text}</Text>
        </p>
      ) : (
        <Markdown text={item.text} />
      );
    case "taken-back":
      return <TakenBack text={item.text} because={item.because} />;
    case "reasoning":
      return (
        <details className="row">
          <summary>
            <span className="row-title">Thought</span>
          </summary>
          <div className="row-body">
            <Markdown text={item.text} />
          </div>
        </details>
      );
    case "tool":
      return <ToolRow tool={item} />;
    case "approval":
      return <Approval item={item} writing={writing} />;
    case "recall":
      return <RecallRow recall={item.recall} message={message} />;
    case "eviction":
      return <EvictionLine eviction={item.eviction} />;
    case "pressure":
      return <PressureLine used={item.usedTokens} budget={item.budgetTokens} />;
    case "mistake":
      return <MistakeLine cause={item.cause} />;
  }
}

function endsInText(items: readonly ReplyItem[]): boolean {
  const last = items.at(-1);
  return last?.type === "text" && last.streaming;
}
