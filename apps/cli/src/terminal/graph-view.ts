import type { KnownEntity, KnownFact, Neighbourhood } from "@pagefile/core";
import type { RecordId } from "@pagefile/core/contracts";
import { shortId } from "../record-line.ts";
import { plural } from "./activity.ts";
import { factText } from "./fact-line.ts";
import { sanitiseLine } from "./sanitise.ts";
import type { Screen } from "./screen.ts";
import { cutToWidth, padToWidth, widthOf } from "./text-width.ts";

interface Listing {
  readonly screen: Screen;
  readonly more: boolean;
  /** Facts looked at of each. */
  readonly most: number;
}

/** Entities, a line each: the name, how many facts, and the one that is nearest. */
export function showEntities(
  entities: readonly (KnownEntity & { readonly facts: readonly KnownFact[] })[],
  { screen, more, most }: Listing,
): void {
  if (entities.length === 0) return screen.note("no facts are known yet; they are found in what you say, as in “Ana lives in Porto.”");
  const widest = Math.min(24, Math.max(...entities.map(({ name }) => widthOf(sanitiseLine(name)))));
  for (const { name, facts } of entities) {
    const count = `${facts.length}${facts.length === most ? "+" : ""} ${facts.length === 1 ? "fact" : "facts"}`.padEnd(8);
    const [newest] = facts.toSorted(newestFirst);
    const room = screen.columns - widest - count.length - 6;
    const who = padToWidth(cutToWidth(sanitiseLine(name), widest), widest);
    const last = newest === undefined ? "" : cutToWidth(sanitiseLine(newest.text), room);
    screen.line(`  ${screen.paint("bold", who)}  ${screen.paint("dim", count)}  ${last}`.trimEnd());
  }
  if (more) screen.note("and older ones; /graph NAME shows any of them");
}

/** What is said of an entity, and behind it what lies a fact further; returns the facts in the order of their numbers. */
export function showFacts(entity: KnownEntity, { facts, truncated }: Neighbourhood, screen: Screen): readonly RecordId[] {
  const { name, type, aliases, text } = entity;
  const also = aliases.length === 0 ? "" : `, also ${aliases.join(", ")}`;
  const head = cutToWidth(sanitiseLine(name), screen.columns - 2);
  const rest = cutToWidth(sanitiseLine(`${type ?? ""}${also}`.replace(/^, /, "")), screen.columns - 4 - widthOf(head));
  screen.line(`  ${screen.paint("bold", head)}  ${screen.paint("dim", rest)}`.trimEnd());
  if (text !== undefined) screen.sentence(text, "reset");
  const ordered = [1, 2].map((hops) => facts.filter((fact) => fact.hops === hops).toSorted(newestFirst));
  const [near = [], far = []] = ordered;
  const all = [...near, ...far];
  const widths = {
    said: Math.max(0, ...all.map((fact) => widthOf(factText(fact)))),
    when: Math.max(0, ...all.map((fact) => widthOf(timesOf(fact)))),
  };
  if (near.length === 0) screen.note("no facts");
  for (const [at, fact] of all.entries()) {
    if (at === near.length) screen.line(screen.paint("dim", "  and one fact further"));
    screen.line(factRow(fact, at + 1, { ...widths, screen }));
  }
  if (truncated) screen.note(`the nearest ${plural(all.length, "fact", "facts")}; there are more`);
  return all.map(({ id }) => id);
}

/** What holds stands before what is over, and among those the newest first. */
function newestFirst(a: KnownFact, b: KnownFact): number {
  const over = Number(a.validTo !== undefined) - Number(b.validTo !== undefined);
  return over !== 0 ? over : a.record.createdAt < b.record.createdAt ? 1 : -1;
}

function factRow(
  fact: KnownFact,
  number: number,
  { said, when, screen }: { readonly said: number; readonly when: number; readonly screen: Screen },
): string {
  const head = `  ${String(number).padStart(2)}  `;
  const id = screen.columns >= 72 ? `  [${shortId(fact.id)}]` : "";
  const room = Math.min(said, screen.columns - head.length - (when === 0 ? 0 : when + 2) - id.length);
  const text = padToWidth(cutToWidth(factText(fact), room), room);
  const rest = `${when === 0 ? "" : `  ${padToWidth(timesOf(fact), when)}`}${id}`.trimEnd();
  const over = fact.validTo !== undefined;
  return `${screen.paint("bold", head)}${over ? screen.paint("dim", text) : text}${screen.paint("dim", rest)}`.trimEnd();
}

/** `since 2026-05-03`, `2026-05-03 – 2026-06-01`, `on 2026-05-03`, `until 2026-06-01`. */
function timesOf({ validFrom, validTo }: KnownFact): string {
  const [from, to] = [validFrom?.slice(0, 10), validTo?.slice(0, 10)];
  if (from === undefined) return to === undefined ? "" : `until ${to}`;
  if (to === undefined) return `since ${from}`;
  return from === to ? `on ${from}` : `${from} – ${to}`;
}
