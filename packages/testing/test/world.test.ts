import { manualClock, randomSource, sequentialIds } from "@pagefile/testing";
import { expect, test } from "vitest";

const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("makes valid UUIDv7 that carry the clock's time and rise even when the clock goes back", () => {
  let now = Date.parse("2026-05-03T10:00:00.000Z");
  const source = sequentialIds({ now: () => now });
  const ids = Array.from({ length: 5000 }, (_, at) => {
    if (at % 3 === 0) now += at % 2 === 0 ? 5 : -7;
    return source.next();
  });
  for (const id of ids) expect(id).toMatch(uuid7);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(Number.parseInt((ids[0] ?? "").replace("-", "").slice(0, 12), 16)).toBe(Date.parse("2026-05-03T10:00:00.005Z"));
});

test("keeps the ids of two sources apart that share a clock", () => {
  const clock = manualClock();
  expect(sequentialIds(clock, { node: 1 }).next()).not.toBe(sequentialIds(clock, { node: 2 }).next());
});

test("moves the time only when told to, and wakes sleepers in the order of their times", async () => {
  const clock = manualClock("2026-01-01T00:00:00.000Z");
  const woken: string[] = [];
  const sleep = async (name: string, ms: number): Promise<void> => {
    await clock.sleep(ms);
    woken.push(`${name} at ${clock.now() - Date.parse("2026-01-01T00:00:00.000Z")}`);
    if (name === "first") await sleep("again", 50);
  };
  const sleepers = [sleep("second", 200), sleep("first", 100), sleep("third", 300)];
  expect(clock.sleeping).toBe(3);
  await clock.advance(250);
  expect(woken).toEqual(["first at 100", "again at 150", "second at 200"]);
  await clock.advance(50);
  await Promise.all(sleepers);
  expect(clock.now()).toBe(Date.parse("2026-01-01T00:00:00.300Z"));
});

test("wakes a sleeper with the reason of its signal", async () => {
  const clock = manualClock(0);
  const abort = new AbortController();
  const sleeping = clock.sleep(1000, abort.signal);
  abort.abort(new Error("enough"));
  await expect(sleeping).rejects.toThrow("enough");
  await expect(clock.sleep(1000, abort.signal)).rejects.toThrow("enough");
  expect(clock.sleeping).toBe(0);
});

test("gives the same random numbers for the same seed and others for another", () => {
  const numbers = (seed: number): number[] => {
    const random = randomSource(seed);
    return Array.from({ length: 50 }, () => random.integer(1, 1000));
  };
  expect(numbers(7)).toEqual(numbers(7));
  expect(numbers(7)).not.toEqual(numbers(8));
});

test("spreads integers over the whole range, both ends included, and shuffles without loss", () => {
  const random = randomSource(1);
  const drawn = Array.from({ length: 1000 }, () => random.integer(-2, 2));
  expect(new Set(drawn)).toEqual(new Set([-2, -1, 0, 1, 2]));
  const items = Array.from({ length: 100 }, (_, at) => at);
  const shuffled = random.shuffle(items);
  expect(shuffled).not.toEqual(items);
  expect(shuffled.toSorted((a, b) => a - b)).toEqual(items);
});
