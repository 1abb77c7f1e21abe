import type { UiData } from "@pagefile/ai-sdk";
import type { ReactElement } from "react";
import { counted, formatCount } from "../design/count.ts";
import { Text } from "../design/text.tsx";
import { openMemory } from "../frame/open-memory.ts";

export function EvictionLine({ eviction }: { eviction: UiData["eviction"] }): ReactElement {
  const { messages, summaryTokens, summarised } = eviction;
  return (
    <p className="memory-line" data-event="eviction">
      Paged out {counted(messages, "message")}; still found by search.{" "}
      {summarised ? `The summary now has ${counted(summaryTokens, "token")}.` : "No summary could be made of them this time."}{" "}
      <button type="button" className="link-button" onClick={() => openMemory({ tab: "context" })}>
        Look
      </button>
    </p>
  );
}

export function PressureLine({ used, budget }: { used: number; budget: number }): ReactElement {
  const percent = budget > 0 ? Math.round((used / budget) * 100) : 100;
  return (
    <p className="memory-line" data-event="pressure">
      The window is {percent} % full ({formatCount(used)} of {formatCount(budget)} tokens). The agent was told to save what matters.
    </p>
  );
}

export function MistakeLine({ cause }: { cause: string }): ReactElement {
  return (
    <p className="memory-line" data-event="mistake">
      An answer could not be used: <Text>{cause}</Text>
    </p>
  );
}
