import type { ChatModel } from "@pagefile/core/contracts";
import { sanitiseLine } from "../terminal/sanitise.ts";

/** Says which model answers; of the offline one also what it is, and how to get a real one. */
export function modelLines(model: ChatModel): readonly string[] {
  if (model.id !== "offline") return [`model ${sanitiseLine(model.id)}`];
  return [
    "the offline model: rules, no AI. It files what it is told and quotes it back",
    "for a real one: start Ollama, `ollama pull qwen3:4b`; or set OPENAI_API_KEY",
  ];
}
