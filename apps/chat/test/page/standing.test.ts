import { describe, expect, it } from "vitest";
import type { ServerEvent } from "../../src/protocol/events.ts";
import type { ImportView } from "../../src/protocol/import.ts";
import { type Standing, standingAfter } from "../../src/page/server/standing.ts";

const running: ImportView = { id: "1", name: "a.pdf", bytes: 1, state: "writing", entries: 0, problems: [] };
const hello: Standing = { type: "hello", head: 7, stores: [{ name: "qdrant", arms: ["vector"], behind: 12 }], imports: [running] };
const after = (...events: readonly ServerEvent[]): Standing | undefined =>
  events.reduce<Standing | undefined>((before, event) => standingAfter(before, event), hello);

describe("what a tab that comes later is told", () => {
  it("is where the space stands now, not where it stood when the feed was opened", () => {
    const told = after(
      { type: "many", head: 40 },
      { type: "stores", stores: [{ name: "qdrant", arms: ["vector"], behind: 0 }] },
      { type: "import", import: { ...running, state: "done" } },
      { type: "import", import: { ...running, id: "2" } },
      { type: "check", check: { id: "c", repair: false, state: "running" } },
    );
    expect(told).toMatchObject({ head: 40, stores: [{ behind: 0 }], check: { id: "c" } });
    expect(told?.imports.map(({ id, state }) => [id, state])).toEqual([
      ["1", "done"],
      ["2", "writing"],
    ]);
  });

  it("never goes back, and is nothing before anything is known", () => {
    expect(after({ type: "many", head: 3 })?.head).toBe(7);
    expect(standingAfter(undefined, { type: "many", head: 3 })).toBeUndefined();
  });
});
