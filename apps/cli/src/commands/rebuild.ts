import type { RebuildProgress, RebuildReport } from "@pagefile/core";
import { compose } from "../compose.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Program } from "../program.ts";
import { didYouMean } from "../settings/nearest.ts";
import { plural } from "../terminal/activity.ts";
import { duration, progressLine } from "../terminal/progress-line.ts";
import { safeJson, sanitiseLine } from "../terminal/sanitise.ts";
import { UsageError } from "../usage-error.ts";
import { assertThere } from "./spaces.ts";

/** Fills a store anew from the journal. It can be stopped with Ctrl-C; `import`, `chat` or `verify --repair` then go on. */
export async function rebuild(program: Program): Promise<number> {
  const { line, settings, out, diagnostics } = program;
  const [name, ...more] = line.words;
  if (name === undefined || more.length > 0) throw new UsageError("rebuild needs the name of one store: pagefile rebuild qdrant");
  assertThere(program);
  await using composition = await compose(program);
  const names = composition.memory.stores.map((store) => store.name);
  if (!names.includes(name))
    throw new UsageError(`There is no store ${JSON.stringify(name)} here.${didYouMean(name, names)} The stores are ${names.join(", ")}.`);
  const started = performance.now();
  const onProgress = ({ space, done, total }: RebuildProgress): void =>
    diagnostics.transient(progressLine(`${name}, ${space}`, { done, total, ms: performance.now() - started }));
  const report = await composition.memory.rebuild(name, { onProgress, ...(!settings.everySpace && { space: settings.space }) });
  diagnostics.clearTransient();
  const seconds = (performance.now() - started) / 1000;
  out.line(settings.json ? safeJson({ ...report, seconds }) : describe(report, seconds));
  for (const { space, behind, reason } of report.pending)
    diagnostics.note(`${name} is ${plural(behind, "entry", "entries")} behind in ${space}: ${reason}`, "yellow");
  return report.pending.length === 0 ? exitCodes.done : exitCodes.failed;
}

function describe({ store, spaces, entries }: RebuildReport, seconds: number): string {
  const rate = Math.round(entries / seconds).toLocaleString("en");
  const what = `${plural(entries, "entry", "entries")} in ${plural(spaces, "space", "spaces")}`;
  return sanitiseLine(`rebuilt ${store}: ${what}, in ${duration(seconds)} (${rate}/s)`);
}
