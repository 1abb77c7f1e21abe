import type { ReactElement } from "react";
import { Badge, Dot, type Tone } from "../design/badge.tsx";
import { Text } from "../design/text.tsx";
import type { ToolItem } from "./reply-items.ts";
import { CallWords } from "./call-words.tsx";
import { inputInWords, outputInWords } from "./tool-words.ts";

const states: Readonly<Record<ToolItem["state"], { readonly tone: Tone; readonly words: string }>> = {
  running: { tone: "accent", words: "running" },
  waiting: { tone: "warn", words: "waits for the others" },
  done: { tone: "good", words: "done" },
  failed: { tone: "bad", words: "failed" },
  refused: { tone: "warn", words: "refused" },
};

const outcomes: Readonly<Partial<Record<ToolItem["state"], string>>> = {
  done: "Result",
  failed: "Why it failed",
  refused: "What came of it",
};

function outcomeOf(tool: ToolItem): string {
  return tool.state === "refused" ? "It was not allowed, so it was not run." : (tool.error ?? outputInWords(tool.output));
}

/** A call the model made, as one line; what went in and came out when it is opened. */
export function ToolRow({ tool }: { tool: ToolItem }): ReactElement {
  const { tone, words } = states[tool.state];
  return (
    <details className="row">
      <summary>
        <Dot tone={tone} />
        <span className="row-title">
          <Text>{tool.title}</Text>
        </span>
        <span className="row-note">
          <Text>{inputInWords(tool.input)}</Text>
        </span>
        {tool.allowed && <Badge tone="good">allowed</Badge>}
        {tool.state === "done" ? <span className="visually-hidden">done</span> : <Badge tone={tone}>{words}</Badge>}
      </summary>
      <div className="row-body">
        <CallWords name={tool.name} input={tool.input}>
          {tool.state in outcomes && (
            <div>
              <dt>{outcomes[tool.state]}</dt>
              <dd>
                <div className="row-output" tabIndex={0} role="group" aria-label="Result of the call">
                  <Text>{outcomeOf(tool)}</Text>
                </div>
              </dd>
            </div>
          )}
        </CallWords>
      </div>
    </details>
  );
}
