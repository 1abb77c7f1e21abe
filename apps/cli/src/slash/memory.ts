import { plural } from "../terminal/activity.ts";
import { sanitise } from "../terminal/sanitise.ts";
import { WordWrap } from "../terminal/word-wrap.ts";
import type { SlashCommand } from "./slash-command.ts";

/** The blocks in full, how much of each kind there is, and which store serves which arm. */
export const memoryCommand: SlashCommand = {
  words: "",
  help: "the blocks, what there is of each kind, and the stores",
  async run({ agent, space, screen, memory }) {
    for (const { key, body } of await agent.blocks()) {
      const { text, limit } = body instanceof Uint8Array ? {} : body;
      const shown = typeof text === "string" ? sanitise(text) : "";
      screen.line(
        `  ${screen.paint("bold", sanitise(key ?? ""))} ${screen.paint("dim", `${shown.length} of ${String(limit)} characters`)}`,
      );
      const wrap = new WordWrap(screen.columns - 6, "    ");
      screen.line(wrap.add(shown === "" ? "(empty)" : shown) + wrap.end());
    }
    const counts = Object.entries(await space.count()).map(([kind, count]) => plural(count, kind, `${kind}s`));
    screen.note(counts.length === 0 ? "nothing is remembered yet" : counts.join(", "));
    const { searched } = await space.read("memory", { limit: 1 });
    for (const { arm, store, status, behind, reason } of searched) {
      const state = status !== "searched" ? (reason ?? status) : behind === 0 ? "current" : `${plural(behind, "entry", "entries")} behind`;
      screen.note(`${arm} search (${store}): ${state}`);
    }
    if (memory.embedder !== undefined) screen.note(`vectors by ${memory.embedder.id}`);
  },
};
