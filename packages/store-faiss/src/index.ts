export { faiss } from "./faiss-store.ts";
export { type FaissFactory, type FaissOptions } from "./faiss-options.ts";
export { type FaissIndex, type FaissModule } from "./faiss-module.ts";
