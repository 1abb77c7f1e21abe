import { showHits } from "../terminal/recall-view.ts";
import { UsageError } from "../usage-error.ts";
import type { SlashCommand } from "./slash-command.ts";

export const searchCommand: SlashCommand = {
  words: "TEXT",
  help: "what the memory holds on something",
  async run(conversation, query) {
    if (query === "") throw new UsageError("/search needs a text, as in /search summer plans");
    const { space, screen } = conversation;
    const recall = await space.read(query);
    conversation.recall = recall;
    conversation.shown = recall.hits.map(({ id }) => id);
    if (recall.found) showHits(recall, screen);
    else screen.note("nothing found");
  },
};
