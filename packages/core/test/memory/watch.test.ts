import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMemory, type SpaceMemory } from "@pagefile/core";
import { sqlite } from "@pagefile/store-sql";
import { describe, expect, it, onTestFinished } from "vitest";
import { openTestMemory } from "./open-test-memory.ts";

/** The seqs of the next entries, which must come within ten seconds. */
async function watched(space: SpaceMemory, count: number, after?: number): Promise<number[]> {
  const signal = AbortSignal.timeout(10_000);
  const seqs: number[] = [];
  for await (const { seq } of space.watch({ signal, ...(after !== undefined && { after }) })) {
    seqs.push(seq);
    if (seqs.length === count) break;
  }
  return seqs;
}

const oneTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

describe("watching a space", () => {
  it("yields what is appended from now on, in order and once", async () => {
    const { memory, space } = openTestMemory();
    await space.write({ kind: "message", text: "before" });
    const watching = watched(space, 20);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await Promise.all(oneTo(20).map((n) => space.write({ kind: "message", text: `${n}` })));
    await memory.space("acme/bob").write({ kind: "message", text: "elsewhere" });
    expect(await watching).toEqual(oneTo(20).map((n) => n + 1));
  });

  it("begins after an entry, with what is there already", async () => {
    const { space } = openTestMemory();
    await space.write(oneTo(5).map((n) => ({ kind: "message" as const, text: `${n}` })));
    const watching = watched(space, 6, 2);
    await space.write(oneTo(3).map((n) => ({ kind: "message" as const, text: `${n}` })));
    expect(await watching).toEqual([3, 4, 5, 6, 7, 8]);
  });

  it("misses nothing that several processes write while it reads", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pagefile-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const memories = [1, 2, 3].map(() => openMemory({ journal: sqlite({ file: join(folder, "memory.db"), watchIntervalMs: 20 }) }));
    const spaces = memories.map((memory) => memory.space("acme/alice"));
    const [reader] = spaces as [SpaceMemory];
    await reader.head();
    const watching = watched(reader, 300, 0);
    await Promise.all(
      spaces.map(async (space) => {
        for (let n = 0; n < 100; n += 1) await space.write({ kind: "message", text: `${n}` });
      }),
    );
    expect(await watching).toEqual(oneTo(300));
    for (const memory of memories) await memory.close();
  });

  it("ends with its signal, and when the memory is closed", async () => {
    const { memory, space } = openTestMemory();
    const end = new AbortController();
    const drain = async (signal: AbortSignal): Promise<number> => {
      let seen = 0;
      for await (const _entry of space.watch({ signal, after: 0 })) {
        seen += 1;
        if (seen === 2) end.abort();
      }
      return seen;
    };
    const [first, second] = [drain(end.signal), drain(new AbortController().signal)];
    await space.write(oneTo(3).map((n) => ({ kind: "message" as const, text: `${n}` })));
    expect(await first).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await memory.close();
    expect(await second).toBe(3);
  });

  it("leaves no watch of the journal behind, also where that had more to tell", async () => {
    const { space, journal } = openTestMemory();
    const watch = journal.watch.bind(journal);
    let open = 0;
    journal.watch = async function* (options) {
      open += 1;
      try {
        yield* watch(options);
      } finally {
        open -= 1;
      }
    };
    await space.write(oneTo(2).map((n) => ({ kind: "message" as const, text: `${n}` })));
    for await (const { seq } of space.watch({ after: 0, signal: AbortSignal.timeout(5_000) })) {
      if (seq === 2) break;
      await space.write({ kind: "message", text: "meanwhile" });
    }
    expect(open).toBe(0);
  });

  it("yields an erasure like any other entry, and of what was erased no content", async () => {
    const { space } = openTestMemory();
    const { records } = await space.write({ kind: "message", text: "secret" });
    for (const { id } of records) await space.erase(id);
    const entries = [];
    for await (const entry of space.watch({ after: 0, signal: AbortSignal.timeout(5_000) })) {
      entries.push(entry);
      if (entry.operation === "erase") break;
    }
    expect(entries.map(({ operation, content }) => [operation, content])).toEqual([
      ["put", undefined],
      ["erase", undefined],
    ]);
  });

  it("refuses to begin after what is no entry", async () => {
    const { space } = openTestMemory();
    await expect(watched(space, 1, -1)).rejects.toMatchObject({ code: "QUERY_INVALID" });
  });
});
