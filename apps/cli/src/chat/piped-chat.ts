import { createInterface } from "node:readline/promises";
import { isPagefileError } from "@pagefile/core/contracts";
import type { Composition } from "../compose.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Program } from "../program.ts";
import { safeJson, sanitise } from "../terminal/sanitise.ts";
import { notedExtract } from "./background-extract.ts";
import { makeAgent } from "./make-agent.ts";
import { modelLines } from "./model-line.ts";
import { type PlainTurn, runPlainTurn } from "./plain-turn.ts";

/** One message a line, one answer each; with `--json` one object a line. */
export async function pipedChat(program: Program, composition: Composition): Promise<number> {
  const { settings, input, out, diagnostics } = program;
  const model = await composition.chooseModel(settings.model);
  const agent = makeAgent(composition, model, settings);
  for (const line of modelLines(model)) diagnostics.note(line);
  const note = (text: string, warning: boolean): void => diagnostics.note(text, warning ? "yellow" : "dim");
  const extract = notedExtract({ memory: composition.memory, settings, note });
  let code: number = exitCodes.done;
  const answer = (turn: PlainTurn | undefined): void => {
    if (turn === undefined) return;
    if (turn.reason !== "answered") code = exitCodes.failed;
    out.line(settings.json ? safeJson(turn) : sanitise(turn.answer));
    extract.start(model);
  };
  answer(await runPlainTurn(agent.resume(), diagnostics));
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === "") continue;
    try {
      answer(await runPlainTurn(agent.send(line), diagnostics));
      // A script that runs again gets the same answers. A model is not waited for.
      if (settings.extract === "rules") await extract.settled();
    } catch (error) {
      // One line that cannot be kept is no reason to lose those behind it.
      if (!isPagefileError(error, "RECORD_INVALID")) throw error;
      diagnostics.note(error.message, "yellow");
      code = exitCodes.failed;
    }
  }
  await extract.end();
  return code;
}
