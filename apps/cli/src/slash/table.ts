import { plural } from "../terminal/activity.ts";
import { showRows } from "../terminal/rows-view.ts";
import { sanitiseLine } from "../terminal/sanitise.ts";
import { WordWrap } from "../terminal/word-wrap.ts";
import type { Conversation } from "../chat/conversation.ts";
import type { SlashCommand } from "./slash-command.ts";

/** More scroll away. */
const mostRows = 100;

/** The tables there are, or what a query in SQL answers. */
export const tableCommand: SlashCommand = {
  words: "[SQL]",
  help: "the tables and their columns; with one SELECT: its rows",
  async run(conversation, sql) {
    if (sql === "") return listTables(conversation);
    const { space, screen } = conversation;
    const result = await conversation.cancellable((signal) =>
      space.tables.query(sql, { limit: mostRows, budgetTokens: 1_000_000, signal }),
    );
    showRows(result, screen);
  },
};

async function listTables({ space, screen }: Conversation): Promise<void> {
  const tables = await space.tables.list();
  if (tables.length === 0) return screen.note("there are no tables; an agent that is offered them (--tables) makes them");
  for (const { name, description, columns } of tables) {
    const { rows } = await space.tables.query(`SELECT count(*) FROM "${name}"`);
    const count = plural(Number(rows[0]?.[0] ?? 0), "row", "rows");
    screen.line(`  ${screen.paint("bold", sanitiseLine(name))}  ${screen.paint("dim", count)}`);
    if (description !== undefined) screen.sentence(description, "reset");
    const wrap = new WordWrap(screen.columns - 6, "    ");
    const list = columns.map((column) => `${sanitiseLine(column.name)} ${column.type}`).join(", ");
    screen.line(screen.paint("dim", wrap.add(list) + wrap.end()));
  }
}
