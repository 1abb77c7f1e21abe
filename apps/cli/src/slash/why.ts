import { pickRecord } from "../chat/conversation.ts";
import { evidenceOf, showEvidence } from "../terminal/evidence-view.ts";
import { showHit, showWhy, showWhyNot } from "../terminal/recall-view.ts";
import { UsageError } from "../usage-error.ts";
import type { SlashCommand } from "./slash-command.ts";

/** Explains what was recalled last, or why one record was not; of a fact also what it was learnt from. */
export const whyCommand: SlashCommand = {
  words: "[ID]",
  help: "explain the last recall; with an id: why that record was not in it",
  async run(conversation, typed) {
    const { recall, screen, space } = conversation;
    const fact = typed === "" ? undefined : await space.get(await pickRecord(conversation, typed));
    if (fact?.kind === "fact") showEvidence(fact, await space.getMany(evidenceOf(fact)), screen);
    if (recall === undefined && fact?.kind === "fact") return;
    if (recall === undefined) throw new UsageError("Nothing was recalled yet in this chat. Ask something, or /search.");
    if (typed !== "") {
      const id = await pickRecord(conversation, typed);
      const hit = recall.hits.find((one) => one.id === id);
      return hit === undefined ? showWhyNot(await space.whyNot(recall.query, id), screen) : showHit(hit, recall, screen);
    }
    conversation.shown = recall.hits.map(({ id }) => id);
    showWhy(recall, screen);
  },
};
