export type { OpenAIModelDescription } from "./model-description.ts";
export type { OpenAIChatOptions, OpenAIEmbedderOptions, OpenAIOptions, Prefixes } from "./openai-options.ts";
export { createOpenAI, type OpenAIServer } from "./openai-server.ts";
