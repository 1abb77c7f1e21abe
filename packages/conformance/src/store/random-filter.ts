import type { AttributeValue, Filter, Instant, Range, RecordKind } from "@pagefile/core/contracts";
import { hostileTexts } from "../hostile-text.ts";
import { instant } from "../journal/journal-context.ts";
import type { Random } from "../random.ts";
import type { Draft } from "./store-context.ts";

const names: readonly string[] = [
  "n",
  "s",
  "N",
  "n ",
  "a.b",
  "a[0]",
  "$.n",
  "'",
  '"',
  "\\",
  "a'b\"c",
  "constructor",
  "__proto__",
  "名",
  "%",
  "id",
  "tags",
  "",
];
const numbers: readonly number[] = [0, 1, -1, 1.5, 0.1, 10, 9, 1e15, 2 ** 53 - 1, -1e-7];

function randomValue(random: Random): AttributeValue {
  const type = random.integer(0, 4);
  return type === 0 ? random.chance(0.5) : type <= 2 ? random.pick(numbers) : random.pick(hostileTexts);
}

/** A draft with random attributes, tags and times. */
export function randomAttributes(random: Random, kind: RecordKind): Draft {
  const chosen = random.sample(names, 0, 6).filter((name) => name !== "__proto__");
  return {
    kind,
    attributes: Object.fromEntries(chosen.map((name) => [name, randomValue(random)])),
    tags: random.sample(hostileTexts, 0, 3),
    createdAt: instant(random.integer(0, 9)),
    ...(random.chance(0.5) && { occurredAt: instant(random.integer(0, 9)) }),
  };
}

function randomRange<T>(random: Random, value: () => T): Range<T> {
  const { gte, gt, lte, lt } = { gte: random.chance(0.4), gt: random.chance(0.2), lte: random.chance(0.4), lt: random.chance(0.2) };
  const range = { ...(gte && { gte: value() }), ...(gt && { gt: value() }), ...(lte && { lte: value() }), ...(lt && { lt: value() }) };
  return Object.keys(range).length === 0 ? { gte: value() } : range;
}

/** A filter of the language, nested up to `depth`, on names and values that `randomAttributes` also draws. */
export function randomFilter(random: Random, depth = 3): Filter {
  const deeper = (): Filter => randomFilter(random, depth - 1);
  const parts = (): Filter[] => Array.from({ length: random.integer(0, 3) }, deeper);
  switch (random.integer(depth > 0 ? 0 : 3, 9)) {
    case 0:
      return { and: parts() };
    case 1:
      return { or: parts() };
    case 2:
      return { not: deeper() };
    case 3:
      return { tag: random.pick(hostileTexts) };
    case 4:
      return {
        time: random.pick(["createdAt", "recordedAt", "occurredAt"] as const),
        range: randomRange<Instant>(random, () => instant(random.integer(0, 60))),
      };
    case 5:
      return { attribute: random.pick(names), in: Array.from({ length: random.integer(0, 4) }, () => randomValue(random)) };
    case 6:
      return { attribute: random.pick(names), range: randomRange(random, () => random.pick(numbers)) };
    case 7:
      return { attribute: random.pick(names), range: randomRange(random, () => random.pick(hostileTexts)) };
    default:
      return { attribute: random.pick(names), equals: randomValue(random) };
  }
}
