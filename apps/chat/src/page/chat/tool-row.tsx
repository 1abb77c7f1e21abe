import type { ReactElement } from "react";
import { Badge, Dot, type Tone } from "../design/badge.tsx";
import { Text } from "../design/text.tsx";
import type { ToolItem } from "./reply-items.ts";
import { argumentsOf, inputInWords, outputInWords } from "./tool-words.ts";

const states: Readonly<Record<ToolItem["state"], { readonly tone: Tone; readonly words: string }>> = {
  running: { tone: "accent", words: "running" },
  done: { tone: "good", words: "done" },
  failed: { tone: "bad", words: "failed" },
};

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
        {tool.state === "done" ? <span className="visually-hidden">done</span> : <Badge tone={tone}>{words}</Badge>}
      </summary>
      <div className="row-body">
        <dl>
          <div>
            <dt>Tool</dt>
            <dd>
              <code>
                <Text>{tool.name}</Text>
              </code>
            </dd>
          </div>
          {argumentsOf(tool.input).map(({ name, text }) => (
            <div key={name}>
              <dt>
                <Text>{name}</Text>
              </dt>
              <dd>
                <Text>{text}</Text>
              </dd>
            </div>
          ))}
          {tool.state !== "running" && (
            <div>
              <dt>{tool.state === "done" ? "Result" : "Why it failed"}</dt>
              <dd>
                <div className="row-output" tabIndex={0} role="group" aria-label="Result of the call">
                  <Text>{tool.error ?? outputInWords(tool.output)}</Text>
                </div>
              </dd>
            </div>
          )}
        </dl>
      </div>
    </details>
  );
}
