export { sqlite } from "./sqlite/sqlite-journal.ts";
export { type SqliteJournal } from "./sqlite/sqlite-journal.ts";
export { type SqliteOptions } from "./sqlite/sqlite-options.ts";
