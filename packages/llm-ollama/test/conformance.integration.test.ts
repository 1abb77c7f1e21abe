import { describeChatModel, describeEmbedder } from "@pagefile/conformance";
import { describeWithService } from "@pagefile/services";
import { createOllama } from "../src/index.ts";

describeWithService("ollama", "on a real Ollama", ({ url }) => {
  const ollama = createOllama({ host: url });
  describeChatModel({
    name: "ollama.chat",
    // The model is too small to call a tool by itself, and its template writes a call as bare JSON.
    open: () => ollama.chat("smollm2-tools", { contextWindow: 1024, forceToolsWithFormat: true }),
    broken: () => ({ unknown: ollama.chat("nobody"), unreachable: createOllama({ host: "http://127.0.0.1:9" }).chat("smollm2") }),
  });
  describeEmbedder({
    name: "ollama.embedder",
    open: () => ollama.resolveEmbedder("minilm"),
    unknown: () => ollama.embedder("nobody", { dimensions: 384 }),
  });
});
