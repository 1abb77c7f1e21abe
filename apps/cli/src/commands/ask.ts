import { text } from "node:stream/consumers";
import { agentsOptions, agentsWithoutPage, type Note } from "../chat/agents-options.ts";
import { chooseAgent } from "../chat/choose-agent.ts";
import { modelLines } from "../chat/model-line.ts";
import { runPlainTurn } from "../chat/plain-turn.ts";
import { noteRefused } from "../chat/waiting-calls.ts";
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
  const { memory, chooseModel } = composition;
  const model = await chooseModel(settings.model);
  for (const said of modelLines(model)) diagnostics.note(said);
  const note: Note = (said, warning) => diagnostics.note(said, warning ? "yellow" : "dim");
  const options = { ...(await agentsOptions({ memory, model, settings, note })), resume: false };
  await using agents = agentsWithoutPage(options);
  const shared = await chooseAgent(agents, { settings, options, screen: diagnostics });
  await noteRefused(shared.agent, diagnostics);
  const turn = await runPlainTurn(shared.start(question).events(), diagnostics);
  if (turn !== undefined) out.line(settings.json ? safeJson(turn) : sanitise(turn.answer));
  return turn?.reason === "answered" ? exitCodes.done : exitCodes.failed;
}
