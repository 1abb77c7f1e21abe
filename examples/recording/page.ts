import type { AgentEvent } from "@pagefile/core";
import type { HeldConversation, RecordedTurn } from "./hold-conversation.ts";
import { type Judgement, judgeTurn, wasShown } from "./judge-turn.ts";

export interface PageOptions {
  readonly title: string;
  /** How the model was served, in a sentence. */
  readonly setting: string;
  /** What makes this page again. */
  readonly command: string;
}

/** A conversation as Markdown: what was said, what memory did, and what came of it. */
export function conversationPage(held: HeldConversation, { title, setting, command }: PageOptions): string {
  const days = Map.groupBy(held.turns, ({ at }) => new Date(at).toISOString().slice(0, 10));
  const parts = [
    `# ${title}`,
    `${setting} The window is ${held.window} tokens. Everything below is as it came; nothing is chosen or mended. Made by`,
    `\`\`\`sh\n${command}\n\`\`\``,
    outcome(held),
    ...[...days].flatMap(([date, turns]) => [`## ${date}`, ...turns.map(turnText)]),
    "## At the end",
    Object.entries(held.blocks)
      .map(([label, text]) => `Block \`${label}\`:\n\n${quote(text)}`)
      .join("\n\n"),
    `The journal's chain and every store: ${held.sound ? "sound" : "NOT SOUND"}.`,
  ];
  return `${parts.join("\n\n")}\n`;
}

function outcome({ turns }: HeldConversation): string {
  const judged = turns.flatMap((turn) => {
    const judgement = judgeTurn(turn);
    return judgement === undefined ? [] : [{ turn, judgement }];
  });
  const told = judged.filter(({ turn }) => turn.line.asks?.fact !== undefined);
  const recalled = told.filter(({ judgement }) => judgement.recalledAt !== undefined).length;
  const shown = told.filter(({ judgement }) => wasShown(judgement)).length;
  const used = told.filter(({ judgement }) => judgement.answered).length;
  const evicted = turns.flatMap(({ events }) => events).reduce((sum, event) => sum + (event.type === "eviction" ? event.messages : 0), 0);
  const rows = judged.map(({ turn: { line }, judgement }) => {
    return `| ${line.text} | ${line.asks?.expected} | ${line.asks?.fact === undefined ? "there is nothing to show" : shownHow(judgement)} | ${judgement.answered ? "yes" : "**no**"} |`;
  });
  return [
    "## What it remembered, and what the model made of it",
    `Memory put ${shown} of ${told.length} facts before the model when they were asked for, ${recalled} of them by recall; the model's answer held ${used} of ${told.length}. ${evicted} messages had left the window.`,
    "| question | expected | memory showed it | the answer has it |\n|---|---|---|---|\n" + rows.join("\n"),
  ].join("\n\n");
}

function shownHow({ recalledAt, inView }: Judgement): string {
  const places = [...(recalledAt === undefined ? [] : [`recalled, rank ${recalledAt}`]), ...inView.map((place) => `in the ${place}`)];
  return places.length === 0 ? "**no**" : places.join("; ");
}

function turnText({ line, at, events, answer }: RecordedTurn): string {
  const time = new Date(at).toISOString().slice(11, 16);
  const notes = events.flatMap(eventNotes);
  const context = events.findLast((event) => event.type === "step-start")?.context;
  const bar =
    context &&
    `context: system ${context.system}, blocks ${context.blocks}, summary ${context.summary}, queue ${context.queue}, recalled ${context.recalled}, free ${context.free}`;
  return [
    `**${time} user:** ${line.text}`,
    [...notes, ...(bar ? [bar] : [])].map((note) => `- ${note}`).join("\n"),
    quote(answer === "" ? "(no answer)" : answer),
  ].join("\n\n");
}

function eventNotes(event: AgentEvent): readonly string[] {
  switch (event.type) {
    case "recall": {
      const { hits, confidence } = event.recall;
      if (hits.length === 0) return ["recalled: nothing"];
      return [`recalled, confidence ${confidence.toFixed(2)}: ${hits.map(({ rank, text }) => `${rank}. ${code(text, 70)}`).join(" ")}`];
    }
    case "tool-call":
      return [`calls ${event.call.name} ${code(JSON.stringify(event.call.arguments), 160)}`];
    case "tool-result":
      return [`${event.result.failed ? "fails" : "returns"}: ${code(event.result.text, 160)}`];
    case "mistake":
      return [`sent back, ${event.code}: ${event.cause}`];
    case "memory-pressure":
      return [`memory pressure: ${event.usedTokens} of ${event.budgetTokens} tokens`];
    case "eviction":
      return [
        `evicts ${event.messages} messages, ${event.summarised ? `summarised in ${event.summaryTokens} tokens` : "cut, not summarised"}`,
      ];
    case "retry":
      return [`tries again: ${event.reason}`];
    case "turn-finish":
      return event.reason === "answered" ? [] : [`ends without an answer, ${event.reason}: ${event.explanation ?? ""}`];
    default:
      return [];
  }
}

function code(text: string, length: number): string {
  const line = text.replaceAll("`", "'").replace(/\s+/g, " ").trim();
  return `\`${line.length > length ? `${line.slice(0, length).toWellFormed()}…` : line}\``;
}

/** As a code block, so that whatever a model writes stays text. */
function quote(text: string): string {
  return `\`\`\`\`text\n${text.replaceAll("````", "''''")}\n\`\`\`\``;
}
