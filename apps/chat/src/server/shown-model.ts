import type { ChatModel } from "@pagefile/core/contracts";
import type { ModelCard } from "../protocol/session.ts";

const hint = "For a real one start Ollama (ollama pull qwen3:4b) or set OPENAI_API_KEY, then start Pagefile again.";

export function showModel({ id, contextWindow }: ChatModel, windowTokens: number | undefined): ModelCard {
  const offline = id === "offline";
  return { id, offline, ...(offline && { hint }), windowTokens: Math.min(windowTokens ?? contextWindow, contextWindow) };
}
