import { deterministicEmbedder, randomSource } from "@pagefile/testing";
import { describe, expect, it } from "vitest";
import { all, openTestMemory, type TestMemory } from "./open-test-memory.ts";

/** A space after a random history of every operation. */
async function randomSpace(seed: number): Promise<TestMemory> {
  const opened = openTestMemory({ embedder: deterministicEmbedder() });
  const { space, clock } = opened;
  const random = randomSource(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random.next() * items.length)] as T;
  const ids: string[] = [];
  for (let step = 0; step < 40; step += 1) {
    await clock.advance(Math.floor(random.next() * 5_000));
    const { items } = await space.list({});
    const live = items.map(({ id }) => id);
    const what = live.length === 0 ? 0 : Math.floor(random.next() * 9);
    const text = pick(["Ana moved to Porto", "家は遠い", "a \u{1F600} smile", 'quote " and \\', "line\nbreak"]) + step;
    if (what <= 3)
      ids.push(
        ...(
          await space.write([
            { kind: pick(["message", "passage"] as const), text, tags: ["t"], attributes: { session: "s", n: random.next(), yes: true } },
          ])
        ).records.map(({ id }) => id),
      );
    else if (what === 4) await space.write({ kind: "row", body: new Uint8Array([step, 0, 255]), collection: "files", key: text });
    else if (what === 5) await space.update(pick(live), { tags: [`u${step}`], occurredAt: "2024-02-29" });
    else if (what === 6) await space.delete(pick(live));
    else if (what === 7) await space.undo(pick(ids)).catch(() => undefined);
    else await space.erase(pick(live));
  }
  return opened;
}

async function state({ space, journal }: Pick<TestMemory, "space" | "journal">): Promise<unknown> {
  const { items } = await space.list({ limit: 1_000 });
  const history = await Promise.all(items.map(({ id }) => space.history(id)));
  const indexed = (await all(journal.store.scan(space.name))).map((item) => JSON.stringify(item)).sort();
  return { items, history, indexed, head: await space.head(), count: await space.count() };
}

describe("P5", () => {
  it.each(Array.from({ length: 12 }, (_, seed) => seed + 1))("export, wipe and import is the identity (history %i)", async (seed) => {
    const source = await randomSpace(seed);
    const lines = await all(source.space.export());
    const target = openTestMemory({ embedder: deterministicEmbedder() });
    const head = await target.space.import(lines);
    expect(head).toEqual(await source.space.head());
    expect(await state(target)).toEqual(await state(source));
    expect(await all(target.space.export())).toEqual(lines);
    expect((await target.space.verify()).sound).toBe(true);
  });
});

describe("import", () => {
  it("takes lines with and without their breaks, into a space of another name", async () => {
    const source = await randomSpace(99);
    const { memory } = openTestMemory();
    const other = memory.space("globex/bob");
    const lines = (await all(source.space.export())).map((line) => line.trimEnd());
    expect(await other.import([...lines, ""])).toEqual(await source.space.head());
  });

  it("shows nothing of an import of which any line is cut, changed, doubled, swapped or left out", async () => {
    const lines = await all((await randomSpace(7)).space.export());
    const last = lines.length - 1;
    const damaged: (readonly [string, readonly string[]])[] = [
      ["empty", []],
      ["no header", lines.slice(1)],
      ["no end", lines.slice(0, -1)],
      ["cut", [...lines.slice(0, -1), lines[last]?.slice(0, 40) ?? ""]],
      ["doubled", [...lines, lines[last] ?? ""]],
      ["swapped", [...lines.slice(0, 1), lines[2] ?? "", lines[1] ?? "", ...lines.slice(3)]],
      ["left out", [...lines.slice(0, 3), ...lines.slice(4)]],
      ["newer", [lines[0]?.replace('"format":1', '"format":2') ?? "", ...lines.slice(1)]],
      ["changed", lines.map((line, at) => (at === 2 ? line.replace('"recordedAt":"2026', '"recordedAt":"2027') : line))],
    ];
    for (const [name, list] of damaged) {
      const { space } = openTestMemory();
      await expect(space.import(list), name).rejects.toMatchObject({ code: "IMPORT_INVALID" });
      expect(await space.head(), name).toMatchObject({ seq: 0 });
      expect(await space.count(), name).toEqual({});
    }
  });

  it("refuses a space that holds something", async () => {
    const lines = await all((await randomSpace(3)).space.export());
    const { space } = openTestMemory();
    await space.write({ kind: "message", text: "here already" });
    await expect(space.import(lines)).rejects.toMatchObject({ code: "SPACE_NOT_EMPTY" });
    expect(await space.count()).toEqual({ message: 1 });
  });
});
