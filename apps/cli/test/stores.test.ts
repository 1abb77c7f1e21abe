import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeHome } from "./program.ts";

describe("the journal and the stores", { timeout: 90_000 }, () => {
  test("are named on the command line or in the config file, with paths from where they are named", async () => {
    const { run, folder } = makeHome();
    await run(["ask", "Hello.", "--journal", "sqlite:here.db"]);
    expect(existsSync(join(folder, "here.db"))).toBe(true);
    const own = join(folder, ".config/pagefile");
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, "config.json"), JSON.stringify({ journal: "sqlite:mine.db", store: ["qdrant=http://127.0.0.1:1"] }));
    await run(["ask", "Hello."]);
    expect(existsSync(join(own, "mine.db"))).toBe(true);
    const { code, stdout } = await run(["verify", "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      sound: false,
      stores: [
        { store: "qdrant", unavailable: expect.any(String) },
        { store: "sqlite", findings: [] },
      ],
    });
  });

  test.each([
    [["--journal", "mysql://root:hunter2@host/db"], "sqlite:FILE or postgres://"],
    [["--store", "qdrnat=http://x"], "Did you mean qdrant?"],
    [["--store", "qdrant=localhost:6333"], "qdrant=http://localhost:6333"],
    [["--store", "neo4j=http://neo4j:hunter2@host"], "neo4j=bolt://localhost:7687"],
    [["--store", "qdrant=http://a", "--store", "qdrant=http://b"], "named twice"],
    [["--file", "a.db", "--journal", "sqlite:b.db"], "either file or journal"],
  ])("that %s names wrongly are answered with what to do, and never with a password", async (options, message) => {
    const { run } = makeHome();
    const { code, stdout, stderr } = await run(["verify", ...options]);
    expect({ code, stdout, lines: stderr.trim().split("\n").length }).toEqual({ code: 2, stdout: "", lines: 1 });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("hunter2");
  });

  test("are loaded only where they are named, and a database that is away is said without its password", async () => {
    const { run } = makeHome();
    const { code, stdout, stderr } = await run(["search", "Rex", "--debug", "--journal", "postgres://ana:hunter2@127.0.0.1:1/memory"]);
    expect(code).toBe(3);
    expect(stderr).toContain("JOURNAL_UNAVAILABLE");
    expect(stdout + stderr).not.toContain("hunter2");
  });
});

describe("verify and rebuild", { timeout: 90_000 }, () => {
  test("show a table of one space or of all", async () => {
    const { run } = makeHome();
    await run(["ask", "My dog is called Rex."]);
    await run(["ask", "My cat is called Tom.", "--space", "acme/bob"]);
    const one = await run(["verify"]);
    expect(one.code).toBe(0);
    expect(one.stdout).toMatch(/^local\/me {2}\d+ entries · \d+ records\n/);
    expect(one.stdout).toMatch(/sqlite +lexical +\d+ +0 +0 +0 +0 +0 +agrees\n/);
    expect((await run(["verify", "--all"])).stdout).toMatch(/^2 spaces {2}/);
    const all = JSON.parse((await run(["verify", "--space", "all", "--repair", "--json"])).stdout);
    expect(all).toMatchObject({ sound: true, repaired: 0, spaces: [{ space: "acme/bob" }, { space: "local/me" }] });
  });

  test("fill a store again, in one space or in all, and find what was there", async () => {
    const { run } = makeHome();
    await run(["ask", "My dog is called Rex."]);
    await run(["ask", "My cat is called Tom.", "--space", "acme/bob"]);
    expect((await run(["rebuild", "sqlite"])).stdout).toMatch(/^rebuilt sqlite: \d+ entries in 1 space, in \d+ s \(\d/);
    const { code, stdout } = await run(["rebuild", "sqlite", "--all", "--json"]);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { store: "sqlite", spaces: 2, pending: [], seconds: expect.any(Number) }]);
    expect((await run(["search", "Rex"])).stdout).toContain("My dog is called Rex.");
    expect((await run(["verify", "--all"])).code).toBe(0);
  });

  test("say which stores there are to rebuild, and that one is away", async () => {
    const { run } = makeHome();
    await run(["ask", "Hello."]);
    expect(await run(["rebuild", "sqlit"])).toMatchObject({ code: 2, stderr: expect.stringContaining("Did you mean sqlite?") });
    expect(await run(["rebuild"])).toMatchObject({ code: 2, stderr: expect.stringContaining("pagefile rebuild qdrant") });
    const away = await run(["rebuild", "qdrant", "--store", "qdrant=http://127.0.0.1:1"]);
    expect(away).toMatchObject({ code: 3, stderr: expect.stringContaining("behind in local/me") });
  });
});
