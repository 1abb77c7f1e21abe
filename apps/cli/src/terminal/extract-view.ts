import type { ExtractReport } from "@pagefile/core";
import { shortId } from "../record-line.ts";
import { plural } from "./activity.ts";
import { sanitiseLine } from "./sanitise.ts";
import type { Screen } from "./screen.ts";

const shownLetters = 10;

/** What a run read, made, left out and why, what it gave up on, and what it cost. */
export function showExtraction(report: ExtractReport, screen: Screen): void {
  const { space, messages, facts, known, passages, settled, calls, tokens, deferred, deadLetters } = report;
  screen.line(`${screen.paint("bold", space)}  ${screen.paint("dim", plural(messages, "message read", "messages read"))}`);
  const made = [plural(facts, "new fact", "new facts"), `${known.toLocaleString("en")} known already`];
  if (passages > 0) made.push(plural(passages, "passage", "passages"));
  if (settled > 0) made.push(plural(settled, "message done that had been given up on", "messages done that had been given up on"));
  screen.line(`  ${made.join(", ")}`);
  for (const [reason, count] of Object.entries(report.skipped)) screen.note(`skipped ${count}: ${skipReasons[reason] ?? reason}`);
  for (const [reason, count] of Object.entries(report.dropped)) screen.note(`dropped ${count}: ${dropReasons[reason] ?? reason}`);
  if (calls > 0) screen.note(`${plural(calls, "request", "requests")} to the model, ${plural(tokens, "token", "tokens")}`);
  for (const { id, reason } of deadLetters.slice(0, shownLetters))
    screen.sentence(`given up on [${shortId(id)}]: ${sanitiseLine(reason)}`, "red");
  if (deadLetters.length > shownLetters) screen.note(`and ${plural(deadLetters.length - shownLetters, "more", "more")}`);
  if (deadLetters.length > 0) screen.note("--retry tries them again");
  if (deferred === undefined) return;
  const until = deferred.until === undefined ? "" : ` Not before ${deferred.until.slice(0, 16).replace("T", " ")} UTC.`;
  screen.sentence(`${deferred.explanation} ${plural(deferred.entries, "entry waits", "entries wait")} for the next run.${until}`, "yellow");
}

const skipReasons: Readonly<Partial<Record<string, string>>> = {
  opaque: "kept out of search, or given back by memory itself",
  assistant: "said by the assistant",
  quoted: "quoted from somebody else",
  "tells-nothing": "only asks or greets",
  gone: "changed or taken away since",
} satisfies Record<keyof ExtractReport["skipped"], string>;

const dropReasons: Readonly<Partial<Record<string, string>>> = {
  unquoted: "the words it rests on are not in the message",
  asked: "it was a question",
  recalled: "the words came out of memory",
  invalid: "memory cannot keep it",
} satisfies Record<keyof ExtractReport["dropped"], string>;
