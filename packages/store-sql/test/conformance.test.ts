import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeJournal, describeStore } from "@pagefile/conformance";
import { afterAll } from "vitest";
import { sqlite } from "@pagefile/store-sql";

const directory = mkdtempSync(join(tmpdir(), "pagefile-"));
afterAll(() => rmSync(directory, { recursive: true }));

const journalFile = join(directory, "journal.db");
describeJournal({ name: "SQLite in a file", open: () => sqlite({ file: journalFile }) });
describeJournal({ name: "SQLite in memory", open: () => sqlite({ file: ":memory:" }), reopens: false });
describeStore({ name: "SQLite in a file", open: () => ({ journal: sqlite({ file: join(directory, "store.db") }) }) });
