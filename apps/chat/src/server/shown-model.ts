import type { ChatModel } from "@pagefile/core/contracts";
import type { ModelCard } from "../protocol/session.ts";

const hint =
  "These are built-in rules, no language model. For a real one start Ollama and `ollama pull qwen3:4b`, or set OPENAI_API_KEY; then start again.";

export function showModel({ id, contextWindow }: ChatModel, windowTokens: number | undefined): ModelCard {
  const offline = id === "offline";
  return { id, offline, ...(offline && { hint }), windowTokens: Math.min(windowTokens ?? contextWindow, contextWindow) };
}
