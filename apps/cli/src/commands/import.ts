import { compose } from "../compose.ts";
import { describeReport, importFile } from "../documents/import-file.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Program } from "../program.ts";
import { safeJson, sanitiseLine } from "../terminal/sanitise.ts";
import { UsageError } from "../usage-error.ts";

/** Takes files into the memory. A file that cannot be read is said and passed over. */
export async function importFiles(program: Program): Promise<number> {
  const { line, settings, out, diagnostics } = program;
  if (line.words.length === 0) throw new UsageError("import needs at least one file: pagefile import notes.md report.pdf");
  await using composition = await compose(program);
  const space = composition.memory.space(settings.space);
  let code: number = exitCodes.done;
  for (const file of line.words) {
    try {
      const report = await importFile(space, file, diagnostics);
      out.line(settings.json ? safeJson(report) : sanitiseLine(describeReport(report)));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      diagnostics.line(`pagefile: ${sanitiseLine(error.message)}`);
      code = exitCodes.usage;
    }
  }
  diagnostics.transient("waiting for the stores");
  const pending = await composition.memory.catchUp();
  diagnostics.clearTransient();
  for (const { store, behind, reason } of pending) diagnostics.note(`${store} is ${behind} entries behind: ${reason}`, "yellow");
  return code;
}
