import { once } from "node:events";
import { agentsOptions, type Note } from "../chat/agents-options.ts";
import { chooseAgent } from "../chat/choose-agent.ts";
import { modelLines } from "../chat/model-line.ts";
import { openPage } from "../chat/open-page.ts";
import { compose } from "../compose.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Program } from "../program.ts";
import { safeJson } from "../terminal/sanitise.ts";
import { UsageError } from "../usage-error.ts";

/** The web page alone, until it is told to end. */
export async function serve(program: Program): Promise<number> {
  const { line, settings, out, diagnostics } = program;
  if (line.words.length > 0) throw new UsageError("serve takes no words.");
  await using composition = await compose(program);
  const { memory } = composition;
  const model = await composition.chooseModel(settings.model);
  const note: Note = (text, warning) => diagnostics.note(text, warning ? "yellow" : "dim");
  const options = await agentsOptions({ memory, model, settings, note });
  await using page = await openPage(program, options, note);
  if (settings.agent !== undefined) await chooseAgent(page, { settings, options, screen: diagnostics });
  const follow = new AbortController();
  const following = memory.follow({ signal: follow.signal }).catch(() => undefined);
  for (const said of modelLines(model)) diagnostics.note(said);
  out.line(settings.json ? safeJson({ url: page.url }) : page.url);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM"), once(process, "SIGHUP")]);
  follow.abort();
  await following;
  return exitCodes.done;
}
