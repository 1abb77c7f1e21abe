import { estimateTokens } from "../context/estimate-tokens.ts";
import { isQuestion } from "./utterance.ts";

/** A summary without a model: the lines that tell most, word for word, in their order, as many as fit. */
export function extractiveSummary(prompt: string, tokens: number): string {
  const [, previous = "", messages = ""] =
    /^Summary so far:\n([\s\S]*?)\n\nMessages:\n([\s\S]*?)(?:\n\nWrite the new summary[^\n]*)?$/.exec(prompt) ?? [];
  const lines = [...new Set([...previous.split("\n"), ...messages.split("\n")])].filter(
    (line) => line !== "" && line !== "(none)" && isWorthIt(line),
  );
  const ranked = lines
    .map((line, at) => ({ line, at, weight: weightOf(line) + at / (lines.length * 2) }))
    .toSorted((a, b) => b.weight - a.weight);
  const kept: typeof ranked = [];
  let used = 0;
  for (const entry of ranked) {
    const cost = estimateTokens(entry.line) + 1;
    if (used + cost > tokens) continue;
    used += cost;
    kept.push(entry);
  }
  const text = kept
    .toSorted((a, b) => a.at - b.at)
    .map(({ line }) => line)
    .join("\n");
  return text === "" ? "Nothing of note was said." : text;
}

function isWorthIt(line: string): boolean {
  const text = line.replace(/^\[[^\]]*\] [^:]{1,80}: /, "");
  return text.length > 12 && !isQuestion(text) && !/^\[\S+\] (assistant|tool): /.test(line);
}

/** Names, numbers and what people say of themselves. */
function weightOf(line: string): number {
  const text = line.replace(/^\[[^\]]*\] /, "");
  const names = text.match(/(?<=[a-z,] )\p{Lu}\p{L}+/gu)?.length ?? 0;
  const numbers = text.match(/\d+/g)?.length ?? 0;
  const personal = /\b(i|my|we|our)\b|我/i.test(text) ? 1 : 0;
  return (names + numbers + personal) / (1 + text.length / 120);
}
