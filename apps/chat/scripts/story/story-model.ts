import type { ChatModel } from "@pagefile/core/contracts";
import { scriptedModel } from "@pagefile/testing";
import { order, scenes } from "./scenes.ts";

const summary = [
  "Mara lives in Gothenburg and keeps a garden diary here, with the weather, what she sowed and where.",
  "Her sister Ana has her birthday on 12 March; Ana's husband Nuno cooks at Casa Azul in Porto.",
  "She eats no fish or shellfish, Ana cannot stand coriander.",
  "To be searched for: diary pages 1 to 14 by their number, leeks, garlic, broad beans, the cold frame, the raised bed.",
].join(" ");

/** Plays the agent's part in the scenes, and sums up what is paged out. */
export function storyModel(): ChatModel {
  return scriptedModel(
    ({ messages, tools = [] }) => {
      // Whoever sums up is offered nothing.
      if (tools.length === 0) return summary;
      const last = messages.findLastIndex(({ role }) => role === "user");
      // What is recalled into a message was said before, so the last scene is the one that is asked about.
      const said = messages[last]?.text ?? "";
      const scene = [...scenes, order].findLast((one) => said.includes(one.said));
      if (scene === undefined) return "I keep that in mind.";
      const step = messages.slice(last).filter(({ role }) => role === "assistant").length;
      const calls = scene.calls?.[step];
      return calls === undefined ? scene.answer : { calls };
    },
    { id: "story", contextWindow: 16_384 },
  );
}
