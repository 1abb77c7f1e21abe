import { text } from "node:stream/consumers";
import { notedExtract } from "../chat/background-extract.ts";
import { makeAgent } from "../chat/make-agent.ts";
import { modelLines } from "../chat/model-line.ts";
import { runPlainTurn } from "../chat/plain-turn.ts";
import { compose } from "../compose.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Program } from "../program.ts";
import { safeJson, sanitise } from "../terminal/sanitise.ts";
import { UsageError } from "../usage-error.ts";

/** One message, one answer. A turn that was cut off before stays for `chat` to go on with. */
export async function ask(program: Program): Promise<number> {
  const { line, settings, input, out, diagnostics } = program;
  const question = (line.words.length > 0 || input.isTTY ? line.words.join(" ") : await text(input)).trim();
  if (question === "") throw new UsageError('ask needs a text: pagefile ask "Where does Ana live?", or the text on stdin.');
  await using composition = await compose(program);
  const model = await composition.chooseModel(settings.model);
  for (const said of modelLines(model)) diagnostics.note(said);
  const turn = await runPlainTurn(makeAgent(composition, model, settings).send(question), diagnostics);
  if (turn !== undefined) out.line(settings.json ? safeJson(turn) : sanitise(turn.answer));
  const note = (text: string, warning: boolean): void => diagnostics.note(text, warning ? "yellow" : "dim");
  const extract = notedExtract({ memory: composition.memory, settings, note });
  extract.start(model);
  await extract.end();
  return turn?.reason === "answered" ? exitCodes.done : exitCodes.failed;
}
