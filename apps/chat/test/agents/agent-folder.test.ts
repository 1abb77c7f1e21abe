import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { AgentFolderError, findAgents, readAgentFolder, serveChat } from "@pagefile/chat";
import { offlineModel, openMemory } from "@pagefile/core";
import { sqlite } from "@pagefile/store-sql";
import { describe, expect, it, onTestFinished } from "vitest";

const settings = { title: "Coach", description: "Trains you.", starters: ["Go"] };

function folder(files: Readonly<Record<string, string>>, name = "coach"): string {
  const root = mkdtempSync(join(tmpdir(), "pagefile-agents-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    const path = join(root, name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return join(root, name);
}

function withSettings(more: object): Readonly<Record<string, string>> {
  return { "agent.json": JSON.stringify({ ...settings, ...more }), "persona.md": "I train people." };
}

describe("the folder of an agent", () => {
  it("is read into its persona, blocks, instructions, settings and documents", async () => {
    const path = folder({
      ...withSettings({ window: 4096, tables: true, perSpace: "client", space: "gym" }),
      "instructions.md": "Be strict.\n",
      "blocks/goals.md": "---\ndescription: what the client wants\nlimit: 300\n---\n\nRun ten kilometres.\n",
      "documents/plan.md": "# Plan",
      "documents/.hidden": "x",
    });
    expect(await readAgentFolder(path)).toMatchObject({
      id: "coach",
      title: "Coach",
      perSpace: "client",
      space: "gym",
      instructions: "Be strict.",
      settings: { recall: "auto", window: 4096, tables: true, graph: false, extract: "rules" },
      blocks: [
        { label: "persona", text: "I train people.", limit: 2000 },
        { label: "goals", description: "what the client wants", text: "Run ten kilometres.", limit: 300 },
      ],
      documents: ["plan.md"],
    });
  });

  it.each([
    ["no agent.json", { "persona.md": "x" }, /has no agent\.json/],
    ["no persona", { "agent.json": JSON.stringify(settings) }, /has no persona\.md/],
    ["broken JSON", { "agent.json": "{", "persona.md": "x" }, /agent\.json is not JSON/],
    ["a list", { "agent.json": "[]", "persona.md": "x" }, /holds no JSON object/],
    ["a member that means nothing", withSettings({ colour: "red" }), /“colour” means nothing here; there are title/],
    ["no title", withSettings({ title: "" }), /“title” is a text, not ""/],
    ["a recall that is none", withSettings({ recall: "sometimes" }), /“recall” is auto, tool, off, not "sometimes"/],
    ["a window that is none", withSettings({ window: 12 }), /“window” is a whole number of tokens/],
    ["a mount without access", withSettings({ mounts: [{ space: "TENANT/x" }] }), /“mounts” is a list/],
    ["a mount of no space", withSettings({ mounts: [{ space: "TENANT/.x", access: "read" }] }), /“mounts” is a list/],
    [
      "a mount that comes twice",
      withSettings({ mounts: ["read", "write"].map((access) => ({ space: "TENANT/x", access })) }),
      /“mounts” is a list that names each space once/,
    ],
    ["a space that is none", withSettings({ space: "a/b" }), /“space” is a name/],
    ["documents in a space it does not mount", withSettings({ documentsIn: "TENANT/x" }), /“documentsIn” is a space of “mounts”/],
    [
      "a block over its limit",
      { ...withSettings({}), "blocks/b.md": "---\nlimit: 3\n---\nfour" },
      /b\.md has 4 characters, more than its limit of 3/,
    ],
    ["a header it cannot read", { ...withSettings({}), "blocks/b.md": "---\ncolour: red\n---\nx" }, /a line of its header is/],
    ["two blocks of one label", { ...withSettings({}), "blocks/b.md": "---\nlabel: persona\n---\nx" }, /two blocks are labelled "persona"/],
  ])("with %s is refused, naming the file", async (_name, files, message) => {
    const path = folder(files);
    const error = await readAgentFolder(path).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(AgentFolderError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).toContain(path);
  });

  it("with a name that can be no space is refused", async () => {
    await expect(readAgentFolder(folder(withSettings({}), "my coach"))).rejects.toThrow(/the name of an agent's folder/);
  });

  it("beside those that come along is one more agent, and one of the same name takes the place of a built-in", async () => {
    const own = folder(withSettings({}));
    const second = folder(withSettings({ title: "My desk" }), "support");
    expect((await findAgents([dirname(own), dirname(second)])).map(({ id, title }) => [id, title])).toEqual([
      ["assistant", "Assistant"],
      ["support", "My desk"],
      ["reader", "Reader"],
      ["coach", "Coach"],
    ]);
    await expect(findAgents([dirname(own), dirname(own)])).rejects.toThrow(/Two agents are called “coach”/);
    await expect(findAgents(["/nowhere"])).rejects.toThrow(/there is no such folder/);
  });
});

describe("an agent that is begun", () => {
  it("has the persona and the blocks of its folder, in the space it names", async () => {
    const own = folder({
      ...withSettings({ space: "gym" }),
      "blocks/goals.md": "Run ten kilometres.",
      "documents/plan.txt": "Rest on Sundays.",
    });
    const memory = openMemory({ journal: sqlite({ file: ":memory:" }) });
    onTestFinished(() => memory.close());
    const server = await serveChat({
      memory,
      model: offlineModel(),
      agents: await findAgents([dirname(own)]),
      home: "local/me",
      port: 0,
      token: "0123456789abcdef",
    });
    onTestFinished(() => server.close());
    const begun = await fetch(`http://127.0.0.1:${server.port}/api/spaces`, {
      method: "POST",
      headers: { authorization: "Bearer 0123456789abcdef", "content-type": "application/json" },
      body: JSON.stringify({ agent: "coach" }),
    });
    expect(await begun.json()).toMatchObject({ name: "local/gym", agent: "coach", title: "Coach" });
    const { agent } = await server.agentOf("local/gym");
    expect((await agent.blocks()).map(({ key, body }) => [key, body])).toEqual([
      ["goals", expect.objectContaining({ text: "Run ten kilometres." })],
      ["persona", expect.objectContaining({ text: "I train people." })],
    ]);
    expect((await memory.space("local/gym").documents.list()).items.map(({ name, complete }) => [name, complete])).toEqual([
      ["plan.txt", true],
    ]);
  });
});
