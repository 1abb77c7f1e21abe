import { sentences } from "../engine/corpus.ts";
import type { MeasuredChat } from "./measured-chat.ts";

export interface Filling {
  readonly space: string;
  readonly messages: number;
  readonly progress: (text: string) => void;
}

const batch = 100;

/** An assistant in a space with something for every screen, then so many messages, as if they had been said to it. */
export async function fillSpace(chat: MeasuredChat, { space: name, messages, progress }: Filling): Promise<void> {
  const { agent } = await chat.server.begin("assistant", name);
  await addGraph(chat, name, 40);
  const { tables, documents } = chat.memory.space(name);
  await tables.define("expenses", {
    description: "What was spent",
    columns: [
      { name: "what", type: "text" },
      { name: "amount", type: "number" },
    ],
  });
  await tables.put(
    "expenses",
    sentences(50, 21).map((text, at) => ({ key: `row-${at}`, values: { what: text, amount: at * 7 } })),
  );
  const chunks = sentences(30, 22).map((text) => ({ text }));
  await documents.put({ name: "manual.md", title: "A manual", chunks });
  const texts = sentences(messages, 3);
  for (let at = 0; at < messages; at += batch) {
    const some = texts
      .slice(at, at + batch)
      .map((text, place) => ({ text, role: place % 2 === 0 ? ("user" as const) : ("assistant" as const) }));
    for await (const event of agent.observe(some)) void event;
    if (at % 10_000 === 0 && at > 0) progress(`${at} of ${messages} messages in ${name}`);
  }
}

/** So many entities, each tied to one of the first few and to its neighbour: hubs and a ring, as people and their things are. */
export async function addGraph(chat: MeasuredChat, space: string, nodes: number): Promise<void> {
  const { graph } = chat.memory.space(space);
  const hubs = Math.max(1, Math.floor(nodes / 12));
  for (let at = 1; at < nodes; at += 1) {
    const subject = `Person ${at}`;
    await graph.addFact({ subject, predicate: "knows", object: `Person ${at % hubs}`, subjectType: "person", objectType: "person" });
    if (at % 3 === 0) await graph.addFact({ subject, predicate: "works_with", object: `Person ${at - 1}` });
  }
}
