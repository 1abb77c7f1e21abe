import { existsSync } from "node:fs";
import type { VerifyReport } from "@pagefile/core";
import { compose } from "../compose.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Program } from "../program.ts";
import { plural } from "../terminal/activity.ts";
import type { Screen } from "../terminal/screen.ts";
import { safeJson, sanitiseLine } from "../terminal/sanitise.ts";
import { UsageError } from "../usage-error.ts";

/** Compares the journal with every store; exit code 1 where they disagree, or the chain is broken. */
export async function verify(program: Program): Promise<number> {
  const { line, settings, out, diagnostics } = program;
  if (line.words.length > 0) throw new UsageError("verify takes no words; another memory is named with --file or --space.");
  if (settings.file !== ":memory:" && !existsSync(settings.file)) throw new UsageError(`There is no memory at ${settings.file} to verify.`);
  await using composition = await compose(program);
  const space = composition.memory.space(settings.space);
  const options = {
    onProgress: ({ phase, done, total }: { phase: string; done: number; total: number }) =>
      diagnostics.transient(`${phase}: ${done} of ${total}`),
  };
  const repair = line.options["repair"] === true ? await space.repair(options) : undefined;
  const report = repair?.verified ?? (await space.verify(options));
  diagnostics.clearTransient();
  if (settings.json) out.line(safeJson(repair ?? report));
  else {
    if (repair !== undefined) out.line(`repaired ${plural(repair.repaired, "finding", "findings")}`);
    showReport(report, out);
  }
  return report.sound ? exitCodes.done : exitCodes.nothing;
}

function showReport(report: VerifyReport, out: Screen): void {
  const { space, entries, records, broken, stores, sound } = report;
  out.line(`${space}: ${plural(entries, "entry", "entries")}, ${plural(records, "record", "records")}`);
  out.line(
    broken === undefined ? "chain: holds" : out.paint("red", `chain: broken at entry ${broken.seq}: ${sanitiseLine(broken.reason)}`),
  );
  for (const { store, behind, scanned, findings, deadLetters, unavailable } of stores) {
    const state = [plural(scanned, "copy", "copies"), plural(findings.length, "finding", "findings")];
    if (behind > 0) state.push(`${plural(behind, "entry", "entries")} behind`);
    if (deadLetters > 0) state.push(plural(deadLetters, "dead letter", "dead letters"));
    out.line(`${store}: ${sanitiseLine(unavailable ?? state.join(", "))}`);
    for (const { kind, arm, id } of findings.slice(0, 20)) out.line(`  ${kind} in ${arm}: ${id}`);
    if (findings.length > 20) out.line(`  and ${findings.length - 20} more`);
  }
  out.line(sound ? out.paint("green", "sound") : out.paint("red", "not sound; --repair mends what the stores got wrong"));
}
