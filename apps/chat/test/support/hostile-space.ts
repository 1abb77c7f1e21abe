import { type AgentFolder, type ChatServer, findAgents } from "@pagefile/chat";
import type { Memory, Tool } from "@pagefile/core";
import type { ChatModel } from "@pagefile/core/contracts";
import { scriptedModel } from "@pagefile/testing";

export interface Hostile {
  /** For wherever a text may have any length. */
  readonly text: string;
  /** For names and labels, which have a line. */
  readonly label: string;
}

export const windowTokens = 4096;

/** The first agent, with whatever its folder says replaced, and a tool that acts outside. */
export async function hostileAgents({ label }: Hostile): Promise<readonly [AgentFolder, ...AgentFolder[]]> {
  const [first, ...rest] = await findAgents();
  const tools = [{ file: "act_outside.mjs", name: "act_outside", make: () => outside }];
  return [{ ...first, title: label, description: label, starters: [label], perSpace: label, tools }, ...rest];
}

const outside: Tool = {
  name: "act_outside",
  description: "Acts.",
  parameters: { type: "object", properties: {} },
  effect: "irreversible",
  run: () => Promise.resolve("Done."),
};

/** A model that calls tools with the text, thinks it, says it, sums up with it, fails with it, and at last wants to act with it. */
export function hostileModel({ text }: Hostile): ChatModel {
  return scriptedModel(
    ({ messages, tools = [] }) => {
      if (tools.length === 0) return text;
      if (messages.findLast(({ role }) => role === "user")?.text.includes("Fail now.")) return { text, error: new Error(text) };
      if (messages.findLast(({ role }) => role === "user")?.text.includes("Act now."))
        return { text, calls: [{ name: "act_outside", arguments: { [text]: text, more: [text] } }] };
      if (messages.at(-1)?.role === "tool") return { text, reasoning: text };
      return {
        calls: [
          { name: "core_memory_append", arguments: { label: "human", text: text.slice(0, 300) } },
          { name: "archival_memory_insert", arguments: { text } },
          { name: "conversation_search", arguments: { query: text.slice(0, 200) } },
          { name: "core_memory_replace", arguments: { label: text.slice(0, 50), old_text: text, new_text: text } },
        ],
      };
    },
    { id: "hostile", contextWindow: windowTokens },
  );
}

/** Puts the text into every place of a record of every kind, through the interface that a program has. Returns ids by kind. */
export async function plantHostile(memory: Memory, { text, label }: Hostile): Promise<Readonly<Record<string, string>>> {
  const space = memory.space("local/me");
  const origin = { channel: "web", trust: "untrusted", principal: label, source: label } as const;
  const labels = { tags: [label], attributes: { speaker: label }, collection: label, key: label };
  const { records } = await space.write({ kind: "passage", text, body: { title: label }, ...labels }, { origin });
  const passage = records[0]?.id ?? "";
  await space.update(passage, { text: `${text} changed` }, { origin });
  const gone = await space.write({ kind: "passage", text: `${text} gone`, body: { title: label } }, { origin });
  await space.delete(gone.records[0]?.id ?? "");
  const fact = { subject: label, predicate: "knows", object: `${label} too`, subjectType: "person", text };
  const { fact: factId, subject } = await space.graph.addFact(fact, { origin });
  await space.graph.addFact({ subject: label, predicate: "says", value: text }, { origin });
  await space.graph.addAlias(label, `${label} alias`, { origin });
  await space.tables.define("things", { description: label, columns: [{ name: "what", type: "text" }] }, { origin });
  await space.tables.put("things", { key: label, values: { what: text } }, { origin });
  await space.documents.put({ name: `${label}.md`, title: label, chunks: [{ text, page: 1 }] }, { origin });
  const [row] = await space.tables.get("things", [label]);
  return { passage, fact: factId, entity: subject, row: row?.id ?? "" };
}

/** Turns that say it, fill the window until the oldest leave it, one that fails, and one that waits for a word. */
export async function talkHostile(server: ChatServer, { text }: Hostile): Promise<void> {
  const agent = await server.agentOf("local/me");
  const filler = "The window is small and gets full of words like these, one after the other. ".repeat(50);
  for (let round = 0; round < 4; round += 1) await agent.start(`${text} ${round} ${filler}`, { by: text.slice(0, 100) }).finished;
  await agent.start(`${text} Fail now.`).finished.catch(() => undefined);
  await agent.start(`${text} Act now.`).finished;
}
