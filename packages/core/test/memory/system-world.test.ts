import { openMemory, randomIds, systemClock } from "@pagefile/core";
import { inMemoryJournal, manualClock } from "@pagefile/testing";
import { describe, expect, it } from "vitest";

describe("ids", () => {
  it("are UUIDv7 that grow, within a millisecond and when the clock goes back", () => {
    let time = 1_800_000_000_000;
    const ids = randomIds({ now: () => time, sleep: () => Promise.resolve() });
    const made: string[] = [];
    for (let at = 0; at < 10_000; at += 1) {
      made.push(ids.next());
      if (at === 6_000) time += 50;
      if (at === 8_000) time -= 5_000;
    }
    expect(made.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true);
    expect(made).toEqual([...made].sort());
    expect(new Set(made).size).toBe(made.length);
    expect(Number.parseInt(made[0]?.replaceAll("-", "").slice(0, 12) ?? "", 16)).toBe(1_800_000_000_000);
  });
});

describe("ids of two processes", () => {
  const at = (now: number): ReturnType<typeof randomIds> => randomIds({ now: () => now, sleep: () => Promise.resolve() });

  it("follow one another, with the same clock and with clocks apart", () => {
    const [ahead, behind] = [at(1_800_000_005_000), at(1_800_000_000_000)];
    const made: string[] = [];
    for (let turn = 0; turn < 5_000; turn += 1) made.push((turn % 2 === 0 ? ahead : behind).next(made.at(-1)));
    expect(made).toEqual([...made].sort());
    expect(new Set(made).size).toBe(made.length);
  });

  it("do not follow an id that lies far in the future", () => {
    const id = at(1_800_000_000_000).next("ffffffff-ffff-7fff-bfff-ffffffffffff");
    expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(1_800_000_000_000);
  });
});

it("messages of a process whose clock is behind come after what was there", async () => {
  const journal = inMemoryJournal();
  const memories = [1_800_000_600_000, 1_800_000_000_000].map((now) => {
    const clock = manualClock(now);
    return openMemory({ journal, clock, ids: randomIds(clock) }).space("acme/alice");
  });
  for (let at = 0; at < 6; at += 1) await memories[at % 2]?.write({ kind: "message", text: `${at}`, body: { role: "user" } });
  const { items } = await openMemory({ journal }).space("acme/alice").list({ kind: "message" });
  expect(items.map(({ body }) => ("text" in body ? body.text : ""))).toEqual(["0", "1", "2", "3", "4", "5"]);
});

describe("the system's clock", () => {
  it("sleeps, and wakes with the reason of a signal", async () => {
    const before = systemClock.now();
    await systemClock.sleep(20);
    expect(systemClock.now() - before).toBeGreaterThanOrEqual(15);
    const stop = new AbortController();
    const sleeping = systemClock.sleep(60_000, stop.signal);
    stop.abort(new Error("enough"));
    await expect(sleeping).rejects.toThrow("enough");
    await expect(systemClock.sleep(60_000, stop.signal)).rejects.toThrow("enough");
  });
});
