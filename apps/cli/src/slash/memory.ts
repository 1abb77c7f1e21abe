import type { KnowledgeGraph } from "@pagefile/core";
import { plural } from "../terminal/activity.ts";
import { sanitise } from "../terminal/sanitise.ts";
import { WordWrap } from "../terminal/word-wrap.ts";
import type { SlashCommand } from "./slash-command.ts";

/** The blocks in full, how much of each kind there is, and which store serves which arm. */
export const memoryCommand: SlashCommand = {
  words: "",
  help: "the blocks, what there is of each kind, and the stores",
  async run({ agent, space, screen, memory }) {
    const blocks = await agent.blocks();
    for (const { key, body } of blocks) {
      const { text, limit } = body instanceof Uint8Array ? {} : body;
      const shown = typeof text === "string" ? sanitise(text) : "";
      screen.line(
        `  ${screen.paint("bold", sanitise(key ?? ""))} ${screen.paint("dim", `${shown.length} of ${String(limit)} characters`)}`,
      );
      const wrap = new WordWrap(screen.columns - 6, "    ");
      screen.line(wrap.add(shown === "" ? "(empty)" : shown) + wrap.end());
    }
    const { message = 0, passage = 0, fact = 0, row = 0 } = await space.count();
    const tables = await space.tables.list();
    screen.note(
      `${plural(message, "message", "messages")}, ${plural(passage, "passage", "passages")}, ${plural(blocks.length, "block", "blocks")}`,
    );
    screen.note(`graph: ${plural(await countEntities(space.graph), "entity", "entities")}, ${plural(fact, "fact", "facts")}`);
    // What defines a table is a record of the same kind as its rows.
    screen.note(`tables: ${plural(tables.length, "table", "tables")}, ${plural(row - tables.length, "row", "rows")}`);
    const { searched } = await space.read("memory", { limit: 1 });
    for (const { arm, store, status, behind, reason } of searched) {
      const state = status !== "searched" ? (reason ?? status) : behind === 0 ? "current" : `${plural(behind, "entry", "entries")} behind`;
      screen.note(`${arm} search (${store}): ${state}`);
    }
    if (memory.embedder !== undefined) screen.note(`vectors by ${memory.embedder.id}`);
  },
};

/** Further names of an entity are records of the same kind, so the count of the kind is not it. */
async function countEntities(graph: KnowledgeGraph): Promise<number> {
  let count = 0;
  for (let cursor: string | undefined; ;) {
    const { items, next } = await graph.entities({ limit: 1000, ...(cursor !== undefined && { cursor }) });
    count += items.length;
    if (next === undefined) return count;
    cursor = next;
  }
}
