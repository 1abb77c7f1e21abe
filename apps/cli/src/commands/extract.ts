import { createExtractor, type ExtractReport, type ExtractRunSettings } from "@pagefile/core";
import { compose } from "../compose.ts";
import { modelLines } from "../chat/model-line.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Program } from "../program.ts";
import { showExtraction } from "../terminal/extract-view.ts";
import { factLine } from "../terminal/fact-line.ts";
import { progressLine } from "../terminal/progress-line.ts";
import { safeJson } from "../terminal/sanitise.ts";
import { UsageError } from "../usage-error.ts";
import { assertThere, chosenSpaces } from "./spaces.ts";

/** Reads facts out of messages, by rules or with a model; exit code 1 where messages were given up on or had to wait. */
export async function extract(program: Program): Promise<number> {
  const { line, settings, out, diagnostics } = program;
  if (line.words.length > 0) throw new UsageError("extract takes no words; another memory is named with --file or --space.");
  assertThere(program);
  await using composition = await compose(program);
  const { memory } = composition;
  const model = settings.extract === "model" ? await composition.chooseModel(settings.model) : undefined;
  const asked = model === undefined || model.id === "offline" ? {} : { model };
  for (const said of asked.model === undefined ? ["by rules for English sentences, without a model"] : modelLines(asked.model))
    diagnostics.note(said);
  const extractor = createExtractor({ memory, ...asked });
  const reports: ExtractReport[] = [];
  for (const name of await chosenSpaces(memory, program)) {
    const started = performance.now();
    const found: Parameters<NonNullable<ExtractRunSettings["onFact"]>>[] = [];
    const { graph } = memory.space(name);
    const report = await extractor.run(name, {
      retryDead: line.options["retry"] === true,
      onProgress: ({ done, total }) =>
        diagnostics.transient(progressLine(`${name}, entries`, { done, total, ms: performance.now() - started })),
      onFact: (...fact) => found.push(fact),
    });
    diagnostics.clearTransient();
    for (const fact of found) diagnostics.note(`noted: ${await factLine(graph, ...fact)}`);
    reports.push(report);
  }
  if (settings.json) out.line(safeJson(settings.everySpace ? { spaces: reports } : reports[0]));
  else for (const report of reports) showExtraction(report, out);
  return reports.every(({ deferred, deadLetters }) => deferred === undefined && deadLetters.length === 0)
    ? exitCodes.done
    : exitCodes.nothing;
}
