import type { RecordedTurn } from "./hold-conversation.ts";

/** How a question went: what memory did, and what the model made of it. */
export interface Judgement {
  /** The rank at which recall, or a search by the model, brought the fact; undefined when none did. */
  readonly recalledAt: number | undefined;
  /** Where else the fact stood before the model. */
  readonly inView: readonly ("blocks" | "summary" | "queue" | "tool result")[];
  /** The answer holds the fact or, where there is none, says that it is not known. */
  readonly answered: boolean;
}

const admits =
  /(do(es)? not|don't|doesn't|can ?not|can't) (know|have|remember|find|recall)|not sure|find nothing|no (memory|record|information)|nothing about|never told|不知道|没有/i;

/** Judges by the requests as they were sent, so that what was cut or left out does not count as shown. */
export function judgeTurn({ line, events, requests, answer }: RecordedTurn): Judgement | undefined {
  if (line.asks === undefined) return undefined;
  const { fact } = line.asks;
  if (fact === undefined) return { recalledAt: undefined, inView: [], answered: admits.test(answer) };
  const shown = requests.flatMap(({ messages }) => messages);
  const hits = events.flatMap((event) => (event.type === "recall" ? event.recall.hits : []));
  const rank = hits.find(({ text }) => fact.test(text))?.rank;
  const notes = shown
    .filter(({ role, text }) => role === "user" && text.startsWith("<memory>"))
    .map(({ text }) => text.split("</memory>")[0] ?? "");
  const system = shown.find(({ role }) => role === "system")?.text ?? "";
  const [blocks = "", ...summary] = system.split("Earlier conversation, summarised");
  const queue = shown.filter(({ role, text }) => role === "assistant" || (role === "user" && !text.startsWith("<memory>")));
  const places = {
    blocks: fact.test(blocks),
    summary: fact.test(summary.join("")),
    queue: queue.some(({ text }) => fact.test(text)),
    "tool result": shown.some(({ role, text }) => role === "tool" && fact.test(text)),
  } as const;
  const inView = (["blocks", "summary", "queue", "tool result"] as const).filter((place) => places[place]);
  return { recalledAt: notes.some((note) => fact.test(note)) ? rank : undefined, inView, answered: fact.test(answer) };
}

/** Whether the fact stood before the model at all. */
export function wasShown({ recalledAt, inView }: Judgement): boolean {
  return recalledAt !== undefined || inView.length > 0;
}
