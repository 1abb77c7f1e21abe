import { showEntities, showFacts } from "../terminal/graph-view.ts";
import { UsageError } from "../usage-error.ts";
import type { SlashCommand } from "./slash-command.ts";

/** Newest entities shown without a name. */
const mostEntities = 15;
const mostFacts = 40;

/** What is known of somebody or something; without a name, who and what is known. */
export const graphCommand: SlashCommand = {
  words: "[NAME]",
  help: "the facts about somebody or something, with their times; without a name: whom and what facts are about",
  async run(conversation, name) {
    const { space, screen } = conversation;
    if (name === "") {
      const { items, next } = await space.graph.entities({ limit: mostEntities });
      const known = await Promise.all(
        items.map(async (entity) => ({ ...entity, facts: (await space.graph.neighbourhood(entity.id, { limit: mostFacts })).facts })),
      );
      return showEntities(known, { screen, more: next !== undefined, most: mostFacts });
    }
    const entity = await space.graph.entity(name);
    if (entity === undefined)
      throw new UsageError(`No fact is about ${JSON.stringify(name)}. /graph lists whom and what there are facts about.`);
    const around = await space.graph.neighbourhood(entity.id, { hops: 2, limit: mostFacts });
    conversation.shown = showFacts(entity, around, screen);
  },
};
