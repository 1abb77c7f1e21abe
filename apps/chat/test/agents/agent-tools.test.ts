import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { AgentFolderError, findAgents, openAgents, readAgentFolder } from "@pagefile/chat";
import { offlineModel, type SharedTurn } from "@pagefile/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { openSqlite, temporaryFolder } from "../server/open-server.ts";

const tool = `export default ({ data }) => ({
  name: "ring_bell",
  description: "Rings.",
  parameters: { type: "object", properties: { text: { type: "string" } }, required: ["text"] },
  effect: "read",
  run: async ({ text }) => \`\${text} in \${data}\`,
});`;

function folder(files: Readonly<Record<string, string>>): string {
  const path = join(temporaryFolder(), "coach");
  const all = { "agent.json": JSON.stringify({ title: "Coach", description: "Trains you." }), "persona.md": "I train people.", ...files };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  return path;
}

/** The agents of a program with a folder of one's own. */
async function agentsWith(path: string, data: string) {
  const agents = openAgents({
    memory: openSqlite(),
    model: offlineModel(),
    agents: await findAgents([dirname(path)]),
    home: "local/me",
    data,
  });
  onTestFinished(() => agents.close());
  return agents;
}

async function answerOf(turn: SharedTurn): Promise<string> {
  return (await turn.finished).text;
}

describe("a tool in an agent's folder", () => {
  it("is offered to the model of its agent, with a folder of the agent's own to write to", async () => {
    const data = temporaryFolder();
    const path = folder({ "tools/ring_bell.mjs": tool, "tools/notes.txt": "no tool" });
    expect((await readAgentFolder(path)).tools.map(({ name }) => name)).toEqual(["ring_bell"]);
    const agents = await agentsWith(path, data);
    const coach = await agents.begin("coach", "local/coach");
    expect(await answerOf(coach.start("Ring the bell: twice"))).toBe(`twice in ${join(data, "coach")}`);
    const assistant = await agents.begin("assistant", "local/me");
    expect(await answerOf(assistant.start("Ring the bell: twice"))).toMatch(/^Noted/);
    expect(existsSync(join(data, "coach"))).toBe(false);
  });

  it.each([
    ["that is no module", { name: "bell.mjs", text: "export default {" }, /bell\.mjs cannot be loaded: /],
    ["that throws", { name: "bell.mjs", text: "throw new Error('No bell.');" }, /bell\.mjs cannot be loaded: No bell\./],
    [
      "without a function",
      { name: "bell.mjs", text: "export const tool = () => ({});" },
      /exports no function by default; expected is one that takes/,
    ],
    ["with another name than may be", { name: "ring-bell.mjs", text: tool }, /the name of a tool is of small letters/],
  ])("%s is refused when the folder is read, naming the file", async (_title, { name, text }, message) => {
    const error = await readAgentFolder(folder({ [`tools/${name}`]: text })).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(AgentFolderError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).toContain(name);
  });

  it.each([
    ["that makes nothing", "() => undefined", /“name” of its tool is “bell”, as the file is called, not absent/],
    ["that cannot make it", "() => { throw new Error('No bell.'); }", /made no tool: No bell\./],
    ["called otherwise", '() => ({ name: "gong" })', /“name” of its tool is “bell”, as the file is called, not "gong"/],
    ["without a description", '() => ({ name: "bell", description: " " })', /“description” is a text for the model, not " "/],
    [
      "of no object",
      '() => ({ name: "bell", description: "x", parameters: { type: "array" } })',
      /“parameters” is a JSON Schema of type object/,
    ],
    [
      "with an effect there is not",
      '() => ({ name: "bell", description: "x", parameters: { type: "object" }, effect: "loud" })',
      /“effect” is read, memory, external, irreversible, not "loud"/,
    ],
    [
      "that does nothing",
      '() => ({ name: "bell", description: "x", parameters: { type: "object" }, effect: "read" })',
      /“run” is a function, not absent/,
    ],
  ])("%s is refused when the program starts, naming the file", async (_title, made, message) => {
    const path = folder({ "tools/bell.mjs": `export default ${made};` });
    const error = await agentsWith(path, temporaryFolder()).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(AgentFolderError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).toContain(join("tools", "bell.mjs"));
  });
});

describe("the agent “support”", () => {
  const question = "Open a ticket: my Kestrel is loud although I descaled the pump.";

  it("asks before it opens a ticket in view of documents, and opens one for each customer that allows it", async () => {
    const data = temporaryFolder();
    const agents = openAgents({ memory: openSqlite(), model: offlineModel(), agents: await findAgents(), home: "local/me", data });
    onTestFinished(() => agents.close());
    for (const [at, space] of ["local/ana", "local/bo"].entries()) {
      const customer = await agents.begin("support", space);
      expect(await customer.start(question).finished).toMatchObject({ reason: "confirmation" });
      const [waiting] = await customer.agent.confirmations();
      expect(waiting).toMatchObject({
        call: { name: "open_ticket" },
        effect: "external",
        reason: expect.stringContaining("kestrel-manual.pdf"),
      });
      expect(existsSync(join(data, "support"))).toBe(at > 0);
      await customer.agent.decide(waiting?.id ?? "", { approved: true });
      expect(await (await customer.resume())?.finished).toMatchObject({ reason: "answered", text: `Ticket ${at + 1} is open.` });
    }
    const tickets = readFileSync(join(data, "support", "tickets.jsonl"), "utf8")
      .trim()
      .split("\n");
    expect(tickets.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { number: 1, customer: "local/ana", text: "my Kestrel is loud although I descaled the pump." },
      { number: 2, customer: "local/bo" },
    ]);
  });
});
