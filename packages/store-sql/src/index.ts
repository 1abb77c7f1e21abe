export { sqlite } from "./sqlite/journal/sqlite-journal.ts";
export { type SqliteJournal } from "./sqlite/journal/sqlite-journal.ts";
export { type SqliteOptions } from "./sqlite/database/sqlite-options.ts";
export { postgres } from "./postgres/journal/postgres-journal.ts";
export { type PostgresJournal } from "./postgres/journal/postgres-journal.ts";
export { type PostgresOptions } from "./postgres/database/postgres-options.ts";
export { type PostgresClient, type PostgresPool, type PostgresQuery } from "./postgres/database/pool.ts";
