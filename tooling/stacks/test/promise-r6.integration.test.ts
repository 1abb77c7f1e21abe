import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { openMemory } from "@pagefile/core";
import { describeWithService } from "@pagefile/services";
import { postgres } from "@pagefile/store-sql";
import { afterEach, expect, test } from "vitest";
import { type FreshPlaces, freshPlaces } from "../src/fresh-places.ts";

const full = process.env["PAGEFILE_PROMISE_SCALE"] === "full";
/** The writers of each of four processes. */
const processes = full ? [13, 13, 12, 12] : [3, 3, 2, 2];
const edits = full ? 200 : 10;
const total = processes.reduce((sum, writers) => sum + writers) * edits;
/** Counts one block of the space up by expected version. */
const editor = fileURLToPath(new URL("../../../packages/store-sql/test/postgres/support/editor.ts", import.meta.url));
const edited = { space: "acme/alice", id: "01960000-0000-7000-8000-000000000001" };

describeWithService("postgres", "R6: no update is lost on a shared block of Postgres", ({ url }) => {
  let fresh: FreshPlaces;
  const places = (): { readonly url: string; readonly schema: string } => {
    fresh = freshPlaces({ postgres: url });
    return { url, schema: fresh.places.postgres?.schema ?? "" };
  };
  afterEach(() => fresh.clear());

  test(
    `R6: loses none of ${total} edits by expected version from ${processes.length} processes on Postgres`,
    { timeout: 3_600_000 },
    async () => {
      const { schema } = places();
      const run = promisify(execFile);
      const outputs = await Promise.all(
        processes.map(async (writers) => run(process.execPath, [editor, url, schema, String(writers), String(edits)])),
      );
      const results = outputs.map(({ stdout }) => JSON.parse(stdout) as { conflicts: number; withoutCurrent: number });
      await using memory = openMemory({ journal: postgres({ url, schema }) });
      const space = memory.space(edited.space);
      expect(await space.get(edited.id)).toMatchObject({ version: total, body: { text: String(total) } });
      expect(await space.history(edited.id)).toHaveLength(total);
      expect(results.map(({ withoutCurrent }) => withoutCurrent)).toEqual(processes.map(() => 0));
      const conflicts = results.reduce((sum, result) => sum + result.conflicts, 0);
      expect(conflicts).toBeGreaterThan(0);
      process.stderr.write(`R6 on Postgres: 0 of ${total} edits lost, ${conflicts} conflicts, each with the present value\n`);
    },
  );

  test("loses an edit where nobody says which version it is of", async () => {
    const place = places();
    await using one = openMemory({ journal: postgres(place) });
    await using other = openMemory({ journal: postgres(place) });
    const spaces = [one.space(edited.space), other.space(edited.space)];
    const draft = { kind: "block", collection: "shared", key: "count", onConflict: "replace" } as const;
    await spaces[0]?.write({ ...draft, text: "0" });
    const seen = await Promise.all(spaces.map(async (space) => space.get(draft)));
    const counted = seen.map((record) => Number(record?.body instanceof Uint8Array ? 0 : record?.body["text"]) + 1);
    await Promise.all(spaces.map(async (space, at) => space.write({ ...draft, text: String(counted[at]) })));
    expect(await spaces[0]?.get(draft)).toMatchObject({ version: 3, body: { text: "1" } });
  });
});
