export { inMemoryJournal, type InMemoryJournal } from "./in-memory-journal.ts";
export { inMemoryStore, type InMemoryStore, type InMemoryStoreOptions } from "./in-memory-store.ts";
