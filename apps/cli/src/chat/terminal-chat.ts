import { homedir } from "node:os";
import type { SharedAgents } from "@pagefile/chat";
import type { SharedAgent, SharedTurn } from "@pagefile/core";
import { isPagefileError } from "@pagefile/core/contracts";
import type { Composition } from "../compose.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Program } from "../program.ts";
import { nameOf } from "../settings/places.ts";
import { runSlashCommand } from "../slash/slash-commands.ts";
import { Prompt } from "../terminal/prompt.ts";
import { TurnView } from "../terminal/turn-view.ts";
import { UsageError } from "../usage-error.ts";
import { agentsOptions, agentsWithoutPage, type Note } from "./agents-options.ts";
import { chooseAgent } from "./choose-agent.ts";
import type { Conversation } from "./conversation.ts";
import { modelLines } from "./model-line.ts";
import { openPage } from "./open-page.ts";
import { showOtherTurns, terminal } from "./other-turns.ts";
import { typedBefore } from "./typed-before.ts";
import { noteRefused, showWaiting } from "./waiting-calls.ts";

/** A chat with a person: until /quit, Ctrl-D, or Ctrl-C twice at an empty prompt. The page beside it shows the same agent. */
export async function terminalChat(program: Program, { memory, chooseModel }: Composition): Promise<number> {
  const { settings, input, out: screen } = program;
  const model = await chooseModel(settings.model);
  const space = memory.space(settings.space);
  const prompt = new Prompt({ input, output: process.stdout, history: await typedBefore(space) });
  const held: string[] = [];
  const say = (line: string): void => void (prompt.showAbove(line) || held.push(line));
  const note: Note = (text, warning) => say(screen.noteLine(text, warning ? "yellow" : "dim"));
  const ask = async (question: string): Promise<string | undefined> => {
    const typed = await prompt.ask(question);
    return typed.type === "line" ? typed.text : undefined;
  };
  screen.line(
    `${screen.paint("bold", "pagefile")}  ${screen.paint("dim", `${settings.space} in ${nameOf(settings.journal).replace(homedir(), "~")}`)}`,
  );
  for (const line of modelLines(model)) screen.note(line);
  const options = await agentsOptions({ memory, model, settings, note });
  const page = settings.page.beside ? await openPage(program, options, note) : undefined;
  await using agents: SharedAgents = page ?? agentsWithoutPage(options);
  if (page !== undefined) screen.line(`  ${screen.paint("dim", "· its memory, live:")} ${screen.paint("cyan", page.url)}`);
  screen.note("/help shows what it can do; Ctrl-D leaves");
  const shared = await chooseAgent(agents, { settings, options, ask, screen });
  const conversation: Conversation = {
    memory,
    space,
    agent: shared.agent,
    screen,
    recall: undefined,
    shown: [],
    asked: [],
    model,
    async chooseModel(name) {
      const chosen = await chooseModel(name);
      agents.useModel(chosen);
      return chosen;
    },
    stop: (turn) => agents.stop(settings.space, turn),
    goOn: () => showTurn(conversation, (signal) => goOn(shared, signal)),
    ask,
    cancellable: (run) => prompt.whileRunning(run),
  };
  const ended = new AbortController();
  const resumed = shared.running;
  const others = showOtherTurns(shared, {
    screen,
    say,
    signal: ended.signal,
    onWaiting: (waiting) => (conversation.asked = waiting),
  });
  if (resumed === undefined) await showWaiting(conversation);
  else await showTurn(conversation, () => Promise.resolve(resumed));
  await talk({ conversation, prompt, shared, held });
  ended.abort();
  await others;
  await agents.close();
  for (const line of held) screen.line(line);
  return exitCodes.done;
}

interface Talk {
  readonly conversation: Conversation;
  readonly prompt: Prompt;
  readonly shared: SharedAgent;
  /** Lines that came while a turn was running. */
  readonly held: string[];
}

async function talk({ conversation, prompt, shared, held }: Talk): Promise<void> {
  const { screen } = conversation;
  let warned = false;
  for (;;) {
    for (const line of held.splice(0)) screen.line(line);
    screen.line();
    const typed = await prompt.ask(screen.paint(["bold", "cyan"], "› "), { blankAbove: true });
    if (typed.type === "end" || (typed.type === "interrupt" && warned)) return screen.line();
    warned = typed.type === "interrupt";
    if (typed.type === "interrupt") {
      screen.line();
      screen.note("Ctrl-C again leaves");
      continue;
    }
    const text = typed.text.trim();
    if (text === "") continue;
    if (text === "/quit" || text === "/exit") return;
    if (text.startsWith("/")) await attempt(conversation, () => runSlashCommand(conversation, text));
    else await showTurn(conversation, (signal) => begin(shared, { text, signal, screen }));
  }
}

/** What somebody asked through the page is answered first. */
async function begin(
  shared: SharedAgent,
  { text, signal, screen }: { readonly text: string; readonly signal: AbortSignal; readonly screen: Conversation["screen"] },
): Promise<SharedTurn> {
  while (shared.running !== undefined) {
    screen.transient("another answer is under way; yours comes next…");
    await Promise.race([shared.running.finished.catch(() => undefined), aborted(signal)]);
    screen.clearTransient();
    signal.throwIfAborted();
  }
  await noteRefused(shared.agent, screen);
  return shared.start(text, { by: terminal, signal });
}

/** Where another face goes on already, its turn is shown as that of another. */
async function goOn(shared: SharedAgent, signal: AbortSignal): Promise<SharedTurn | undefined> {
  try {
    return await shared.resume({ by: terminal, signal });
  } catch (error) {
    if (isPagefileError(error, "TURN_IN_PROGRESS")) return undefined;
    throw error;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

async function showTurn(conversation: Conversation, start: (signal: AbortSignal) => Promise<SharedTurn | undefined>): Promise<void> {
  const view = new TurnView(conversation.screen);
  await attempt(conversation, () =>
    conversation.cancellable(async (signal) => {
      const turn = await start(signal);
      if (turn === undefined) return;
      signal.addEventListener("abort", () => turn.cancel(), { once: true });
      for await (const event of turn.events()) view.show(event);
      conversation.asked = view.waiting;
      if (signal.aborted) await conversation.stop(turn);
    }),
  );
  if (view.recall === undefined) return;
  conversation.recall = view.recall;
  conversation.shown = view.recall.hits.map(({ id }) => id);
}

/** A failure is said, and the chat goes on. */
async function attempt({ screen }: Conversation, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    if (!(error instanceof UsageError) && !isPagefileError(error)) throw error;
    screen.clearTransient();
    screen.sentence(error.message, "yellow");
  }
}
