import type { RepairReport, VerifyProgress, VerifyReport } from "@pagefile/core";
import { compose } from "../compose.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Program } from "../program.ts";
import { plural } from "../terminal/activity.ts";
import { progressLine } from "../terminal/progress-line.ts";
import { safeJson } from "../terminal/sanitise.ts";
import { showVerification } from "../terminal/verify-view.ts";
import { UsageError } from "../usage-error.ts";
import { assertThere, chosenSpaces } from "./spaces.ts";

/** Compares the journal with every store; exit code 1 where they disagree, or the chain is broken. */
export async function verify(program: Program): Promise<number> {
  const { line, settings, out, diagnostics } = program;
  if (line.words.length > 0) throw new UsageError("verify takes no words; another memory is named with --file or --space.");
  assertThere(program);
  await using composition = await compose(program);
  const repairs: RepairReport[] = [];
  const reports: VerifyReport[] = [];
  for (const name of await chosenSpaces(composition.memory, program)) {
    const space = composition.memory.space(name);
    const started = performance.now();
    const onProgress = ({ phase, done, total }: VerifyProgress): void =>
      diagnostics.transient(progressLine(`${name}, ${phase}`, { done, total, ms: performance.now() - started }));
    if (line.options["repair"] === true) {
      const repair = await space.repair({ onProgress });
      repairs.push(repair);
      reports.push(repair.verified);
    } else reports.push(await space.verify({ onProgress }));
  }
  diagnostics.clearTransient();
  const repaired = repairs.reduce((sum, repair) => sum + repair.repaired, 0);
  const caughtUp = repairs.reduce((sum, repair) => sum + repair.caughtUp, 0);
  const sound = reports.every((report) => report.sound);
  if (settings.json && settings.everySpace)
    out.line(safeJson({ sound, ...(repairs.length > 0 && { repaired, caughtUp }), spaces: reports }));
  else if (settings.json) out.line(safeJson(repairs[0] ?? reports[0]));
  else {
    if (repairs.length > 0)
      out.line(`caught up ${plural(caughtUp, "entry", "entries")}, repaired ${plural(repaired, "finding", "findings")}`);
    showVerification(reports, out);
  }
  return sound ? exitCodes.done : exitCodes.nothing;
}
