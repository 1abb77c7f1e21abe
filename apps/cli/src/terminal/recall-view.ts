import type { Hit, Recall, WhyNot } from "@pagefile/core";
import { authorOf, shortId, textOf, timeOf } from "../record-line.ts";
import { plural } from "./activity.ts";
import { sanitiseLine } from "./sanitise.ts";
import type { Screen } from "./screen.ts";
import { cutToWidth, padToWidth, widthOf } from "./text-width.ts";

/** The hits, a line each: rank, score, time, who, text, and the id where there is room for it. */
export function showHits(recall: Recall, screen: Screen): void {
  for (const hit of recall.hits) screen.line(hitLine(hit, recall, screen));
}

/** Where each hit's score comes from, and what was searched. */
export function showWhy(recall: Recall, screen: Screen): void {
  const { query, hits, confidence, total, tokens } = recall;
  screen.line(`  ${screen.paint("bold", `“${cutToWidth(sanitiseLine(query), screen.columns - 6)}”`)}`);
  screen.note(
    `${hits.length} of ${total} candidates in ${tokens} tokens; confidence ${confidence.toFixed(2)}${recall.found ? "" : ": nothing found"}`,
  );
  if (!recall.found) screen.note("what is in view already is left out");
  for (const hit of hits) showHit(hit, recall, screen);
  for (const { arm, store, status, matches, ms, behind, reason } of recall.searched) {
    const state =
      status === "searched"
        ? `${plural(matches, "match", "matches")} in ${ms.toFixed(1)} ms${behind > 0 ? `, ${behind} entries behind` : ""}`
        : (reason ?? status);
    screen.note(`${arm} (${store}): ${state}`);
  }
}

/** One hit of a recall with what its score is made of. */
export function showHit(hit: Hit, recall: Recall, screen: Screen): void {
  screen.line(hitLine(hit, recall, screen));
  showReasons(hit, screen);
}

/** A recall leaves out what the model has in view already, which a search of now finds. */
export function showWhyNot(whyNot: WhyNot, screen: Screen): void {
  const { reason, explanation, why } = whyNot;
  if (reason === "returned") screen.note("it was in view already, or was written later; asked now, this is what memory says:");
  screen.sentence(explanation, "reset");
  if (why !== undefined) showReasons({ why }, screen);
}

function showReasons(hit: Pick<Hit, "why">, screen: Screen): void {
  for (const reason of reasons(hit)) screen.line(screen.paint("dim", cutToWidth(`      ${reason}`, screen.columns)));
}

function hitLine(hit: Hit, { hits }: Recall, screen: Screen): string {
  const { record } = hit;
  const head = `  ${String(hit.rank).padStart(2)}  ${hit.score.toFixed(2)}  `;
  const time = `${timeOf(record.occurredAt ?? record.createdAt)}  `;
  const widest = Math.min(screen.columns >= 100 ? 24 : 14, Math.max(...hits.map((one) => widthOf(authorOf(one.record)))));
  const who = padToWidth(cutToWidth(authorOf(record), widest), widest);
  const id = screen.columns >= 100 ? `  [${shortId(record.id)}]` : "";
  const room = screen.columns - head.length - time.length - widest - 2 - id.length;
  const text = cutToWidth(textOf(record), room);
  return `${screen.paint("bold", head)}${screen.paint("dim", time)}${who}  ${id === "" ? text : padToWidth(text, room)}${screen.paint("dim", id)}`;
}

function reasons({ why }: Pick<Hit, "why">): readonly string[] {
  const arms = why.arms.map(({ arm, rank, score, weight }) => `${arm} #${rank} ${score.toFixed(2)}×${weight}`);
  const cues = why.cues.map(({ cue, score, weight }) => `${cue} ${score.toFixed(2)}×${weight}`);
  const words = why.terms.own.length > 0 ? [`has: ${why.terms.own.join(" ")}`] : [];
  const near = why.terms.near.length > 0 ? [`nearby: ${why.terms.near.join(" ")}`] : [];
  return [[...arms, ...cues].join(" + "), [...words, ...near].join("; ")].filter((line) => line !== "").map(sanitiseLine);
}
