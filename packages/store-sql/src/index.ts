export { sqlite } from "./sqlite/journal/sqlite-journal.ts";
export { type SqliteJournal } from "./sqlite/journal/sqlite-journal.ts";
export { type SqliteOptions } from "./sqlite/database/sqlite-options.ts";
