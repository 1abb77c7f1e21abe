import { describe, expect, it } from "vitest";
import { all, openTestMemory } from "./open-test-memory.ts";
import { randomSpace } from "./random-space.ts";

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
