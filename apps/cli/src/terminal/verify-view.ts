import type { Finding, StoreReport, VerifyReport } from "@pagefile/core";
import { type Arm, arms } from "@pagefile/core/contracts";
import { plural } from "./activity.ts";
import { sanitiseLine } from "./sanitise.ts";
import type { Screen } from "./screen.ts";
import { type Cell, type Column, table } from "./table.ts";

const shownFindings = 20;

const columns: readonly Column[] = [
  { name: "store", width: 14 },
  { name: "arm" },
  { name: "held", align: "right" },
  { name: "behind", align: "right" },
  { name: "missing", align: "right" },
  { name: "orphan", align: "right" },
  { name: "stale", align: "right" },
  { name: "dead", align: "right" },
  { name: "state" },
];

/** What verification found in one space, or in several together: a line for each arm of each store, then what is wrong. */
export function showVerification(reports: readonly VerifyReport[], screen: Screen): void {
  const [only] = reports;
  const title = only !== undefined && reports.length === 1 ? only.space : plural(reports.length, "space", "spaces");
  const sum = (of: (report: VerifyReport) => number): number => reports.reduce((total, report) => total + of(report), 0);
  const entries = plural(
    sum((report) => report.entries),
    "entry",
    "entries",
  );
  const records = plural(
    sum((report) => report.records),
    "record",
    "records",
  );
  screen.line(`${screen.paint("bold", title)}  ${screen.paint("dim", `${entries} · ${records}`)}`);
  const broken = reports.flatMap(({ space, broken: at }) => (at === undefined ? [] : [{ space, ...at }]));
  for (const { space, seq, reason } of broken)
    screen.line(screen.paint("red", `  chain of ${space}: broken at entry ${seq}: ${sanitiseLine(reason)}`));
  if (broken.length === 0) screen.line(screen.paint("dim", `  ${reports.length === 1 ? "the chain holds" : "every chain holds"}`));
  screen.line();
  const stores = [...new Set(reports.flatMap((report) => report.stores.map(({ store }) => store)))];
  const rows = stores.flatMap((name) =>
    rowsOf(
      name,
      reports.flatMap((report) => report.stores.filter(({ store }) => store === name)),
      screen,
    ),
  );
  screen.line(table(columns, rows, screen));
  showDetails(reports, screen);
  const sound = reports.every((report) => report.sound);
  screen.line();
  screen.line(sound ? screen.paint("green", "sound") : screen.paint("red", "not sound; --repair mends what the stores got wrong"));
}

function rowsOf(store: string, reports: readonly StoreReport[], screen: Screen): readonly (readonly Cell[])[] {
  const away = reports.some(({ unavailable }) => unavailable !== undefined);
  const findings = reports.flatMap((report) => report.findings);
  const total = (of: (report: StoreReport) => number): number => reports.reduce((sum, report) => sum + of(report), 0);
  const behind = total((report) => report.behind);
  const letters = total(({ deadLetters }) => deadLetters);
  const seen = arms.filter((arm) => reports.some(({ held }) => held[arm] !== undefined) || findings.some((finding) => finding.arm === arm));
  return (seen.length === 0 ? [undefined] : seen).map((arm, at) => {
    const here = findings.filter((finding) => finding.arm === arm);
    const first = at === 0;
    return [
      first ? { text: sanitiseLine(store), style: "bold" } : { text: "" },
      { text: arm ?? "–" },
      away ? { text: "–" } : count(total(({ held }) => (arm === undefined ? 0 : (held[arm] ?? 0)))),
      first ? count(behind, "yellow") : { text: "" },
      ...(["missing", "orphan", "stale"] as const).map((column) =>
        away ? { text: "–" } : count(here.filter(({ kind }) => columnOf[kind] === column).length, "red"),
      ),
      first ? count(letters, "yellow") : { text: "" },
      stateOf({ away, wrong: here.length, behind }, screen),
    ];
  });
}

/** A copy too many is a kind of orphan, and a version the journal never had is one that is not its own. */
const columnOf: Readonly<Record<Finding["kind"], "missing" | "orphan" | "stale">> = {
  missing: "missing",
  orphan: "orphan",
  doubled: "orphan",
  stale: "stale",
  ahead: "stale",
};

function count(number: number, style?: "red" | "yellow"): Cell {
  const text = number.toLocaleString("en");
  return number === 0 ? { text, style: "dim" } : style === undefined ? { text } : { text, style };
}

function stateOf({ away, wrong, behind }: { away: boolean; wrong: number; behind: number }, screen: Screen): Cell {
  const mark = (sign: string, word: string): string => (screen.hasColor ? `${sign} ${word}` : word);
  if (away) return { text: mark("✗", "away"), style: "red" };
  if (wrong > 0) return { text: mark("✗", "wrong"), style: "red" };
  return behind > 0 ? { text: mark("…", "behind"), style: "yellow" } : { text: mark("✓", "agrees"), style: "green" };
}

function showDetails(reports: readonly VerifyReport[], screen: Screen): void {
  const away = new Map(
    reports.flatMap(({ stores }) => stores.flatMap(({ store, unavailable: reason }) => (reason === undefined ? [] : [[store, reason]]))),
  );
  for (const [store, reason] of away) screen.sentence(`${store} could not be looked at: ${reason}`, "red");
  const findings = reports.flatMap(({ space, stores }) =>
    stores.flatMap((store) => store.findings.map((finding) => ({ space, ...finding }))),
  );
  if (findings.length > 0) screen.line();
  for (const { space, store, arm, kind, id } of findings.slice(0, shownFindings))
    screen.line(
      `  ${screen.paint("red", kind.padEnd(8))} ${screen.paint("dim", id)}  ${placeOf(store, arm)}${reports.length > 1 ? `, ${space}` : ""}`,
    );
  if (findings.length > shownFindings)
    screen.line(screen.paint("dim", `  and ${(findings.length - shownFindings).toLocaleString("en")} more`));
}

function placeOf(store: string, arm: Arm): string {
  return `${arm} of ${sanitiseLine(store)}`;
}
