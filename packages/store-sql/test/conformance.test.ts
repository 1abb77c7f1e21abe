import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeJournal } from "@pagefile/conformance";
import { sqlite } from "@pagefile/store-sql";

const directory = mkdtempSync(join(tmpdir(), "pagefile-"));
const file = join(directory, "memory.db");

describeJournal({
  name: "SQLite in a file",
  open: () => sqlite({ file }),
  teardown: () => rmSync(directory, { recursive: true }),
});

describeJournal({ name: "SQLite in memory", open: () => sqlite({ file: ":memory:" }), reopens: false });
