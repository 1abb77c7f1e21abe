import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { sqlite } from "@pagefile/store-sql";
import { describe, expect, it } from "vitest";
import { freshFile } from "./support/fresh-file.ts";
import { home, recordId } from "./support/sample.ts";

const full = process.env["PAGEFILE_PROMISE_SCALE"] === "full";
const processes = full ? [13, 13, 12, 12] : [3, 3, 2];
const edits = full ? 200 : 10;
const total = processes.reduce((sum, writers) => sum + writers) * edits;
const editor = fileURLToPath(new URL("support/editor.ts", import.meta.url));

describe("R6: no update is lost on a shared block", () => {
  it(`loses none of ${total} edits by expected version from ${processes.length} processes`, { timeout: 600_000 }, async () => {
    const file = freshFile();
    const run = promisify(execFile);
    const outputs = await Promise.all(
      processes.map(async (writers) => run(process.execPath, [editor, file, String(writers), String(edits)])),
    );
    const results = outputs.map(({ stdout }) => JSON.parse(stdout) as { conflicts: number; withoutCurrent: number });
    await using journal = sqlite({ file });
    const [block] = await journal.get(home, [recordId(1)]);
    expect(block).toMatchObject({ version: total, body: { text: String(total) } });
    expect(results.every(({ withoutCurrent }) => withoutCurrent === 0)).toBe(true);
    const conflicts = results.reduce((sum, result) => sum + result.conflicts, 0);
    expect(conflicts).toBeGreaterThan(0);
    process.stderr.write(`R6: 0 of ${total} edits lost, ${conflicts} conflicts, each with the present value\n`);
  });
});
