import type { UiMessageChunk } from "../../src/index.ts";

const known = new Set([
  ...["start", "start-step", "finish-step", "message-metadata", "finish", "abort", "error"],
  ...["text-start", "text-delta", "text-end", "reasoning-start", "reasoning-delta", "reasoning-end"],
  ...["tool-input-available", "tool-output-available", "tool-output-error"],
]);

const later: Readonly<Record<string, readonly (number | undefined)[]>> = {
  "tool-approval-request": [6, 7],
  "tool-output-denied": [6, 7],
  "reset-step": [7],
};
const ends = new Set(["tool-output-available", "tool-output-error", "tool-output-denied"]);

/** The rules of the stream that a client fails over, or shows nonsense by, as far as these chunks break them. */
export function brokenRules(chunks: readonly UiMessageChunk[], client: 5 | 6 | 7 | undefined): readonly string[] {
  const broken: string[] = [];
  const open = new Set<string>();
  let inStep = false;
  let over = false;
  const begin = (thing: string): void => {
    if (open.has(thing)) broken.push(`began twice: ${thing}`);
    open.add(thing);
  };
  for (const chunk of chunks) {
    const { type } = chunk;
    if (over) broken.push(`after the end: ${type}`);
    if (!known.has(type) && !type.startsWith("data-") && !(later[type] ?? []).includes(client))
      broken.push(`unknown to the client: ${type}`);
    const part = /^(text|reasoning)-/.exec(type)?.[1];
    if (chunk.type === "text-start" || chunk.type === "reasoning-start") begin(`${part} ${chunk.id}`);
    if (chunk.type === "text-delta" || chunk.type === "reasoning-delta") {
      if (!open.has(`${part} ${chunk.id}`)) broken.push(`${type} without start: ${chunk.id}`);
    }
    if ((chunk.type === "text-end" || chunk.type === "reasoning-end") && !open.delete(`${part} ${chunk.id}`)) {
      broken.push(`${type} without start: ${chunk.id}`);
    }
    if (chunk.type === "tool-input-available") begin(`call ${chunk.toolCallId}`);
    if ("toolCallId" in chunk && ends.has(type) && !open.delete(`call ${chunk.toolCallId}`)) {
      broken.push(`${type} without call: ${chunk.toolCallId}`);
    }
    // A call that waits for a word is left as it is.
    if (type === "data-confirmation") open.delete(`call ${String((chunk as { readonly id?: string }).id?.slice("confirmation-".length))}`);
    if (type === "start-step" || type === "finish-step") {
      if (inStep === (type === "start-step")) broken.push(`${type} out of place`);
      inStep = type === "start-step";
    }
    over = type === "finish" || type === "error";
  }
  broken.push(...[...open].map((thing) => `left open: ${thing}`));
  if (inStep) broken.push("left open: a step");
  if (!over) broken.push(`ends with ${chunks.at(-1)?.type}`);
  return broken;
}
