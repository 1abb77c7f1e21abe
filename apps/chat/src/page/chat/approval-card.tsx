import { type ReactElement, useId, useState } from "react";
import { Badge } from "../design/badge.tsx";
import { Button } from "../design/button.tsx";
import { Text } from "../design/text.tsx";
import { useSpace } from "../server/space-context.ts";
import { ApprovalCause } from "./approval-cause.tsx";
import { CallWords } from "./call-words.tsx";
import type { Decision } from "./decision.ts";
import type { ApprovalItem } from "./reply-items.ts";
import "./approval-card.css";

/** Asks whether a call may be run: what it would do, with what, and what it rests on. Nothing of it is run meanwhile. */
export function ApprovalCard({ item, decision }: { item: ApprovalItem; decision: Decision }): ReactElement {
  const { locked } = useSpace();
  const [note, setNote] = useState("");
  const id = useId();
  const { tool, reason, because } = item;
  const { made, decide } = decision;
  const other = made !== undefined && made.id !== tool.id ? "Another call is being decided." : undefined;
  const refuse = (): void => decide({ id: tool.id, approved: false, ...(note.trim() !== "" && { reason: note.trim() }) });
  return (
    <section className="approval" aria-labelledby={`${id}-title`}>
      <header>
        <h4 id={`${id}-title`}>
          May I? <Text>{tool.title}</Text>
        </h4>
        <Badge tone="warn">waits for you</Badge>
      </header>
      <p>
        <Text>{reason}</Text>
      </p>
      <CallWords name={tool.name} input={tool.input} />
      {because.length > 0 && (
        <div className="approval-causes">
          <h5>It rests on</h5>
          <ul>
            {because.map((cause) => (
              <li key={cause.id}>
                <ApprovalCause cause={cause} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (locked === undefined && made === undefined) refuse();
        }}
      >
        <label htmlFor={`${id}-note`}>A word to the agent, if you refuse</label>
        <input
          id={`${id}-note`}
          className="field"
          type="text"
          maxLength={1000}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
        <div className="approval-actions">
          <Button
            kind="primary"
            locked={locked ?? other}
            busy={made?.approved === true}
            onClick={() => decide({ id: tool.id, approved: true })}
          >
            Allow
          </Button>
          <Button type="submit" locked={locked ?? other} busy={made?.approved === false}>
            Refuse
          </Button>
        </div>
      </form>
    </section>
  );
}
