import type { ReactElement } from "react";
import { ApprovalCard } from "./approval-card.tsx";
import { useDecision } from "./decision.ts";
import type { ApprovalItem } from "./reply-items.ts";
import { ToolRow } from "./tool-row.tsx";

/** A call that waits: a card as long as something can be said to it, and a row once the turn goes on. */
export function Approval({ item, writing }: { item: ApprovalItem; writing: boolean }): ReactElement {
  const decision = useDecision();
  if (decision === undefined || (writing && decision.made === undefined)) return <ToolRow tool={item.tool} />;
  return <ApprovalCard item={item} decision={decision} />;
}
