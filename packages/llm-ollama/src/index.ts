export type { OllamaModelDescription } from "./model-description.ts";
export type { OllamaChatOptions, OllamaEmbedderOptions, OllamaOptions, Prefixes } from "./ollama-options.ts";
export { createOllama, ollama, type OllamaServer } from "./ollama-server.ts";
export { patientFetch } from "./patient-fetch.ts";
