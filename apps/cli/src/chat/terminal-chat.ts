import { homedir } from "node:os";
import type { AgentEvent, BackgroundExtract } from "@pagefile/core";
import { isPagefileError } from "@pagefile/core/contracts";
import type { Composition } from "../compose.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Program } from "../program.ts";
import { nameOf } from "../settings/places.ts";
import { runSlashCommand } from "../slash/slash-commands.ts";
import { Prompt } from "../terminal/prompt.ts";
import { TurnView } from "../terminal/turn-view.ts";
import { UsageError } from "../usage-error.ts";
import { notedExtract } from "./background-extract.ts";
import type { Conversation } from "./conversation.ts";
import { makeAgent } from "./make-agent.ts";
import { modelLines } from "./model-line.ts";
import { typedBefore } from "./typed-before.ts";

/** A chat with a person: until /quit, Ctrl-D, or Ctrl-C twice at an empty prompt. */
export async function terminalChat(program: Program, composition: Composition): Promise<number> {
  const { settings, input, out: screen } = program;
  const model = await composition.chooseModel(settings.model);
  const agent = makeAgent(composition, model, settings);
  const prompt = new Prompt({ input, output: process.stdout, history: await typedBefore(agent.space) });
  const held: string[] = [];
  const note = (text: string, warning: boolean): void => {
    const line = screen.noteLine(text, warning ? "yellow" : "dim");
    if (!prompt.showAbove(line)) held.push(line);
  };
  const extract = notedExtract({ memory: composition.memory, settings, note });
  const conversation: Conversation = {
    memory: composition.memory,
    space: agent.space,
    agent,
    screen,
    recall: undefined,
    shown: [],
    model,
    chooseModel: (name) => composition.chooseModel(name),
    async ask(question) {
      const typed = await prompt.ask(question);
      return typed.type === "line" ? typed.text : undefined;
    },
    cancellable: (run) => prompt.whileRunning(run),
  };
  screen.line(
    `${screen.paint("bold", "pagefile")}  ${screen.paint("dim", `${settings.space} in ${nameOf(settings.journal).replace(homedir(), "~")}`)}`,
  );
  for (const line of modelLines(model)) screen.note(line);
  screen.note("/help shows what it can do; Ctrl-D leaves");
  await showTurn(conversation, (signal) => agent.resume({ signal }));
  extract.start(model);
  await talk({ conversation, prompt, extract, held });
  await extract.end();
  for (const line of held) screen.line(line);
  return exitCodes.done;
}

interface Talk {
  readonly conversation: Conversation;
  readonly prompt: Prompt;
  readonly extract: BackgroundExtract;
  /** Lines that came while a turn was running. */
  readonly held: string[];
}

async function talk({ conversation, prompt, extract, held }: Talk): Promise<void> {
  const { screen, agent } = conversation;
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
    else {
      extract.yieldToTurn();
      await showTurn(conversation, (signal) => agent.send(text, { signal }));
      extract.start(conversation.model);
    }
  }
}

async function showTurn(conversation: Conversation, start: (signal: AbortSignal) => AsyncIterable<AgentEvent>): Promise<void> {
  const view = new TurnView(conversation.screen);
  await attempt(conversation, () =>
    conversation.cancellable(async (signal) => {
      for await (const event of start(signal)) view.show(event);
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
    if (!(error instanceof UsageError) && !isPagefileError(error)) throw error;
    screen.clearTransient();
    screen.sentence(error.message, "yellow");
  }
}
