import { randomIds, systemClock } from "@pagefile/core";
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
