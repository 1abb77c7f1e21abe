import { canonicalJson, type Channel, channels, type Entry, hashText, recordKinds, type RecordKind, type Seq } from "../contracts/index.ts";
import { demand } from "./demand.ts";
import type { TimelinePage } from "./timeline.ts";

/** A page of a timeline with its defaults filled in. */
export interface TimelineRequest {
  readonly limit: number;
  readonly lookThrough: number;
  readonly operations: readonly Entry["operation"][] | undefined;
  readonly kinds: readonly RecordKind[] | undefined;
  readonly channels: readonly Channel[] | undefined;
  readonly principal: string | undefined;
  /** In small letters. */
  readonly text: string | undefined;
  /** Where the page before ended. */
  readonly below: Seq | undefined;
  /** The same for every page of a timeline. */
  readonly fingerprint: string;
}

const operations: readonly Entry["operation"][] = ["put", "delete", "erase"];
const members = new Set(["cursor", "limit", "operations", "kinds", "channels", "principal", "text", "lookThrough"]);

/** @throws PagefileError QUERY_INVALID */
export function timelineRequest(page: TimelinePage): TimelineRequest {
  const { cursor, limit = 50, lookThrough = 2_000, principal, text } = page;
  for (const name of Object.keys(page)) demand(members.has(name), `There is no condition called ${JSON.stringify(name)} for a timeline.`);
  demand(isCount(limit, 1_000), `A page has 1 to 1,000 items; got ${String(limit)}.`);
  demand(isCount(lookThrough, 100_000), `1 to 100,000 entries can be looked through; got ${String(lookThrough)}.`);
  const conditions = {
    operations: someOf("operation", page.operations, operations),
    kinds: someOf("kind", page.kinds, recordKinds),
    channels: someOf("channel", page.channels, channels),
    principal: plain("principal", principal),
    text: plain("text", text)?.toLowerCase(),
  };
  const fingerprint = hashText(canonicalJson(conditions)).slice(0, 16);
  return { ...conditions, limit, lookThrough, fingerprint, below: cursor === undefined ? undefined : placeOf(cursor, fingerprint) };
}

export function writeTimelineCursor(fingerprint: string, below: Seq): string {
  return `${fingerprint}~${below}`;
}

function placeOf(cursor: unknown, fingerprint: string): Seq {
  const [owner, below = ""] = typeof cursor === "string" ? cursor.split("~") : [];
  demand(owner === fingerprint && /^\d{1,15}$/.test(below), "The cursor belongs to another timeline.");
  return Number(below);
}

function someOf<T extends string>(what: string, given: readonly T[] | undefined, all: readonly T[]): readonly T[] | undefined {
  if (given === undefined) return undefined;
  demand(Array.isArray(given), `The ${what}s of a timeline are a list.`);
  for (const one of given) demand(all.includes(one), `There is no ${what} ${JSON.stringify(one)}; there are ${all.join(", ")}.`);
  return [...new Set(given)].toSorted();
}

function plain(what: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  demand(typeof given === "string" && given !== "" && given.length <= 4_096, `The ${what} of a timeline is text of 1 to 4,096 characters.`);
  return given;
}

function isCount(value: unknown, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;
}
