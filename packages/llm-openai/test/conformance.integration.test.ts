import { describeChatModel, describeEmbedder } from "@pagefile/conformance";
import { describeWithService } from "@pagefile/services";
import { createOpenAI } from "../src/index.ts";

describeWithService("llamaCpp", "on a real llama-cpp-python", ({ url }) => {
  const openai = createOpenAI({ baseURL: `${url}/v1` });
  describeChatModel({
    name: "openai.chat",
    open: () => openai.chat("smollm2", { contextWindow: 1024 }),
    broken: () => ({ unreachable: createOpenAI({ baseURL: "http://127.0.0.1:9/v1" }).chat("smollm2") }),
  });
});

// Ollama's own dialect of the API cuts a prompt that is too long and says nothing, so only its embeddings are held to the contract.
describeWithService("ollama", "on a real Ollama under /v1", ({ url }) => {
  const openai = createOpenAI({ baseURL: `${url}/v1` });
  describeEmbedder({
    name: "openai.embedder",
    open: () => openai.resolveEmbedder("minilm"),
    unknown: () => openai.embedder("nobody", { dimensions: 384 }),
  });
});
