import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeHome } from "./program.ts";
import { serveScriptedModel } from "./scripted-model.ts";

describe("facts out of what was said", { timeout: 90_000 }, () => {
  test("are noted after each turn, and the next process answers with what holds now", async () => {
    const { run } = makeHome();
    const told = await run([], "My sister Ana lives in Porto.\n");
    expect(told.stdout).toBe("Noted: “My sister Ana lives in Porto.”\n");
    expect(told.stderr).toContain("noted: Ana lives_in Porto");
    const asked = await run([], "Where does Ana live?\n");
    expect(asked.stdout).toMatch(/^You told me on .*\d{4}: “My sister Ana lives in Porto\.”\n$/);
    expect((await run(["ask", "Ana moved to Lisbon."])).stderr).toContain("noted: Ana lives_in Lisbon, no longer Porto");
    const again = await run([], "Where does Ana live?\n");
    expect(again.stdout).toMatch(/^I noted on .*\d{4}: “Ana lives in Lisbon\.”\n$/);
  });

  test("are left alone with --extract off, until extract reads them once", async () => {
    const { run, folder } = makeHome();
    writeFileSync(join(folder, "pagefile.config.json"), JSON.stringify({ extract: "off" }));
    const told = await run([], "My sister Ana lives in Porto.\nHow are you?\n");
    expect(told.stderr).not.toContain("noted: ");
    const read = await run(["extract"]);
    expect(read.code).toBe(0);
    expect(read.stdout).toContain("2 new facts, 0 known already");
    expect(read.stdout).toMatch(/skipped \d+: said by the assistant/);
    expect(read.stdout).toContain("skipped 1: only asks or greets");
    expect(read.stderr).toContain("noted: Ana lives_in Porto");
    const json = await run(["extract", "--json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({ space: "local/me", messages: 0, facts: 0, deadLetters: [] });
  });

  test("are read in every space with --all", async () => {
    const { run } = makeHome();
    for (const space of ["acme/alice", "acme/bob"]) await run(["ask", "I live in Ghent.", "--space", space, "--extract", "off"]);
    const { stdout } = await run(["extract", "--all", "--json"]);
    const { spaces } = JSON.parse(stdout) as { spaces: { space: string; facts: number }[] };
    expect(spaces.map(({ space, facts }) => [space, facts])).toEqual([
      ["acme/alice", 1],
      ["acme/bob", 1],
    ]);
  });

  test("are asked of the model that --model names; what it cannot read is given up on and read with --retry", async () => {
    let usable = false;
    const fact = { message: 1, subject: "Ana", predicate: "plays", value: "the cello", quote: "Ana plays the cello" };
    const text = (): string => (usable ? JSON.stringify({ facts: [fact], passages: [] }) : "I would rather not.");
    const home = makeHome({ OPENAI_BASE_URL: await serveScriptedModel(() => ({ text: text() })), OPENAI_API_KEY: "none" });
    await home.run(["ask", "Ana plays the cello.", "--model", "offline", "--extract", "off"]);
    const args = ["extract", "--model", "openai/scripted"];
    const first = await home.run(args);
    expect(first.code).toBe(1);
    expect(first.stdout).toContain("given up on [");
    expect(first.stdout).toContain("--retry tries them again");
    usable = true;
    const second = await home.run([...args, "--retry", "--json"]);
    expect(second.code).toBe(0);
    expect(JSON.parse(second.stdout)).toMatchObject({ facts: 1, settled: 1, deadLetters: [], calls: 1, tokens: 120 });
    expect(second.stderr).toContain("noted: Ana plays the cello");
  });

  test("cost no tokens unasked: a chat with a model asks it for none", async () => {
    let asked = 0;
    const base = await serveScriptedModel(() => {
      asked += 1;
      return { text: "I see." };
    });
    const { run } = makeHome({ OPENAI_BASE_URL: base, OPENAI_API_KEY: "none" });
    const { stderr } = await run(["--model", "openai/scripted"], "My sister Ana lives in Porto.\n");
    expect(stderr).toContain("noted: Ana lives_in Porto");
    expect(asked).toBe(1);
  });

  test.each([
    [["extract", "everything"], "takes no words"],
    [["--extract", "ruels"], "Did you mean rules?"],
    [["extract"], "There is no memory at"],
  ])("%j is answered with what to do", async (args, message) => {
    const { code, stderr } = await makeHome().run(args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe("the graph and the tables as tools", { timeout: 90_000 }, () => {
  async function offered(args: readonly string[], config: object = {}): Promise<readonly string[]> {
    let names: readonly string[] = [];
    const base = await serveScriptedModel(({ tools = [] }) => {
      names = tools.map((tool) => tool.function.name);
      return { text: "Yes." };
    });
    const { run, folder } = makeHome({ OPENAI_BASE_URL: base, OPENAI_API_KEY: "none" });
    mkdirSync(join(folder, ".config/pagefile"), { recursive: true });
    writeFileSync(join(folder, ".config/pagefile/config.json"), JSON.stringify(config));
    expect((await run(["ask", "Are you there?", "--model", "openai/scripted", ...args])).code).toBe(0);
    return names.filter((name) => /^(graph|table)_/.test(name));
  }
  const [graph, tables] = [
    ["graph_add_fact", "graph_search", "graph_retract_fact"],
    ["table_define", "table_put", "table_query", "table_delete"],
  ] as const;

  test("are offered where they are asked for, and where the window has room", async () => {
    expect(await offered([])).toEqual([]);
    expect(await offered(["--graph"])).toEqual(graph);
    expect(await offered(["--tables"])).toEqual(tables);
    expect(await offered(["--window", "16384"])).toEqual([...graph, ...tables]);
    expect(await offered(["--window", "16384"], { graph: false })).toEqual(tables);
    expect(await offered([], { graph: true, tables: true })).toEqual([...graph, ...tables]);
  });

  test("show what the model does with them in plain words", async () => {
    const calls = [
      { name: "graph_add_fact", arguments: { subject: "Ana", predicate: "lives_in", object: "Porto" } },
      { name: "graph_search", arguments: { query: "Ana" } },
      { name: "table_define", arguments: { table: "books", columns: [{ name: "title", type: "text" }] } },
      { name: "table_put", arguments: { table: "books", rows: [{ key: "one", title: "Dune" }] } },
      { name: "table_query", arguments: { sql: "SELECT title FROM books" } },
      { name: "table_delete", arguments: { table: "books", keys: ["one"] } },
    ];
    const base = await serveScriptedModel(() => {
      const [call] = calls.splice(0, 1);
      return call === undefined ? { text: "Done." } : { calls: [call] };
    });
    const { run } = makeHome({ OPENAI_BASE_URL: base, OPENAI_API_KEY: "none" });
    const { stdout, stderr } = await run(["ask", "Go on.", "--model", "openai/scripted", "--graph", "--tables"]);
    expect(stdout).toBe("Done.\n");
    for (const line of [
      "· noted: Ana lives_in Porto",
      "· searched facts for “Ana”: 1 found",
      "· made the table books",
      "· stored 1 row in books",
      "· asked the tables: SELECT title FROM books: 1 row",
      "· removed 1 row from books",
    ])
      expect(stderr).toContain(line);
  });
});
