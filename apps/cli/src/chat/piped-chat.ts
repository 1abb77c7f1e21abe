import { createInterface } from "node:readline/promises";
import { isPagefileError } from "@pagefile/core/contracts";
import type { Composition } from "../compose.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Program } from "../program.ts";
import { safeJson, sanitise } from "../terminal/sanitise.ts";
import { agentsOptions, agentsWithoutPage, type Note } from "./agents-options.ts";
import { chooseAgent } from "./choose-agent.ts";
import { modelLines } from "./model-line.ts";
import { type PlainTurn, runPlainTurn } from "./plain-turn.ts";
import { noteRefused } from "./waiting-calls.ts";

/** One message a line, one answer each; with `--json` one object a line. */
export async function pipedChat(program: Program, { memory, chooseModel }: Composition): Promise<number> {
  const { settings, input, out, diagnostics } = program;
  const model = await chooseModel(settings.model);
  for (const line of modelLines(model)) diagnostics.note(line);
  const note: Note = (text, warning) => diagnostics.note(text, warning ? "yellow" : "dim");
  const options = await agentsOptions({ memory, model, settings, note });
  await using agents = agentsWithoutPage(options);
  const shared = await chooseAgent(agents, { settings, options, screen: diagnostics });
  let code: number = exitCodes.done;
  const answer = (turn: PlainTurn | undefined): void => {
    if (turn === undefined) return;
    if (turn.reason !== "answered") code = exitCodes.failed;
    out.line(settings.json ? safeJson(turn) : sanitise(turn.answer));
  };
  const resumed = shared.running && (await runPlainTurn(shared.running.events(), diagnostics));
  // One that waits for a word is no answer to anything in this input.
  if (resumed?.reason !== "confirmation") answer(resumed);
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === "") continue;
    try {
      await noteRefused(shared.agent, diagnostics);
      answer(await runPlainTurn(shared.start(line).events(), diagnostics));
      // A script that runs again gets the same answers. A model is not waited for.
      if (settings.extract !== "model") await agents.settled(settings.space);
    } catch (error) {
      // One line that cannot be kept is no reason to lose those behind it.
      if (!isPagefileError(error, "RECORD_INVALID")) throw error;
      diagnostics.note(error.message, "yellow");
      code = exitCodes.failed;
    }
  }
  return code;
}
