import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Home, makeHome } from "./program.ts";
import { type Asked, type Scripted, serveScriptedModel } from "./scripted-model.ts";

const ringBell = `import { appendFileSync, mkdirSync } from "node:fs";
export default ({ data }) => ({
  name: "ring_bell",
  description: "Rings the bell.",
  parameters: { type: "object", properties: { how: { type: "string" } }, required: ["how"] },
  effect: "external",
  run: async ({ how }) => {
    mkdirSync(data, { recursive: true });
    appendFileSync(data + "/rung", how + "\\n");
    return "It rang " + how + ".";
  },
});
`;

export interface BellHome extends Home {
  readonly args: readonly string[];
  /** What the model was sent, request by request. */
  readonly asked: readonly Asked[];
  /** How the bell was rung. */
  rung(): readonly string[];
}

/** A home whose agent can ring a bell outside, and has a document that speaks of bells; its model answers as a test says. */
export async function makeBellHome(answer: (asked: Asked) => Scripted): Promise<BellHome> {
  const asked: Asked[] = [];
  const base = await serveScriptedModel((request) => {
    asked.push(request);
    return answer(request);
  });
  const home = makeHome({ NO_COLOR: "1", OPENAI_BASE_URL: base, OPENAI_API_KEY: "none" });
  const agent = join(home.folder, "agents", "bell");
  for (const folder of ["tools", "documents"]) mkdirSync(join(agent, folder), { recursive: true });
  writeFileSync(join(agent, "agent.json"), JSON.stringify({ title: "Bell", description: "Rings.", recall: "auto", extract: "off" }));
  writeFileSync(join(agent, "persona.md"), "I ring.");
  writeFileSync(join(agent, "documents", "bells.txt"), "A bell is rung by whoever reads this.");
  writeFileSync(join(agent, "tools", "ring_bell.mjs"), ringBell);
  const rung = join(home.folder, "data", "bell", "rung");
  const program = ["--file", join(home.folder, "memory.db"), "--agents", join(home.folder, "agents"), "--agent", "bell"];
  return {
    ...home,
    asked,
    args: [...program, "--model", "openai/scripted"],
    rung: () => (existsSync(rung) ? readFileSync(rung, "utf8").trim().split("\n") : []),
  };
}

/** Rings as often as it is told to when it was asked, and then says what it was told of that. */
export function rings(...how: readonly string[]): (asked: Asked) => Scripted {
  return ({ messages }) => {
    const results = messages.slice(messages.findLastIndex(({ role }) => role === "user")).filter(({ role }) => role === "tool");
    if (results.length > 0) return { text: `I heard: ${results.map(({ content }) => content).join(" ")}` };
    return messages.at(-1)?.content.includes("ring") === true
      ? { calls: how.map((one) => ({ name: "ring_bell", arguments: { how: one } })) }
      : { text: "As you like." };
  };
}
