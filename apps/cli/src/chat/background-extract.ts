import { type BackgroundExtract, extractInBackground, type Memory } from "@pagefile/core";
import type { ChatModel } from "@pagefile/core/contracts";
import type { Settings } from "../settings/settings.ts";
import { factLine } from "../terminal/fact-line.ts";

export interface NotedExtractOptions {
  readonly memory: Memory;
  readonly settings: Pick<Settings, "space" | "extract">;
  /** Shows a line, whenever it comes. */
  readonly note: (text: string, warning: boolean) => void;
}

/** Reads facts in the background as the settings say, and notes what it finds. The model that talks is the one that is asked. */
export function notedExtract({ memory, settings, note }: NotedExtractOptions): BackgroundExtract {
  const { graph } = memory.space(settings.space);
  const extract = extractInBackground({
    memory,
    space: settings.space,
    onFact: async (...fact) => note(`noted: ${await factLine(graph, ...fact)}`, false),
    onTrouble: (reason) => note(`facts were not read out of what was said: ${reason}`, true),
  });
  const asked = (model: ChatModel | undefined): readonly ChatModel[] =>
    settings.extract === "model" && model !== undefined && model.id !== "offline" ? [model] : [];
  return {
    start: (model) => void (settings.extract !== "off" && extract.start(...asked(model))),
    yieldToTurn: () => extract.yieldToTurn(),
    settled: () => extract.settled(),
    end: () => extract.end(),
  };
}
