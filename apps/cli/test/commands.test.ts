import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fixture, makeHome } from "./program.ts";

interface Found {
  readonly hits: readonly {
    readonly text: string;
    readonly record: { readonly body: Record<string, unknown>; readonly origin: Record<string, unknown> };
  }[];
}

describe("ask", { timeout: 90_000 }, () => {
  test("takes its text from the words or from stdin", async () => {
    const { run } = makeHome();
    await run(["ask", "My", "brother", "plays", "the", "oboe."]);
    const { stdout, code } = await run(["ask"], "What does my brother play?");
    expect(code).toBe(0);
    expect(stdout).toContain("oboe");
  });

  test("needs a text", async () => {
    expect(await makeHome().run(["ask"])).toMatchObject({ code: 2, stdout: "" });
  });
});

describe("import", { timeout: 90_000 }, () => {
  test("reads text, Markdown, HTML and PDF, and knows title and page of what it finds", async () => {
    const { run } = makeHome();
    const files = ["house.txt", "garden.md", "letter.html", "boiler.pdf"].map(fixture);
    const { code, stdout } = await run(["import", "--json", ...files]);
    expect(code).toBe(0);
    const reports = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { title: string });
    expect(reports.map(({ title }) => title)).toEqual(["house.txt", "Garden book", "Letter from Åse", "Korvath Boiler Manual"]);
    const best = async (query: string): Promise<Found["hits"][number] | undefined> =>
      (JSON.parse((await run(["search", query, "--json"])).stdout) as Found).hits[0];
    expect((await best("小虎"))?.text).toContain("小虎");
    expect((await best("stove ashes"))?.record.body["title"]).toBe("Garden book › Tomatoes");
    expect((await best("ferry"))?.text).toBe("The ferry to Skåtøy leaves\nat seven.");
    expect((await best("certified plumber"))?.record).toMatchObject({
      body: { page: 3, document: "boiler.pdf", chunk: 2 },
      origin: { channel: "document", trust: "untrusted", source: "boiler.pdf" },
    });
    expect((await run(["search", "never read alert", "--json"])).stdout).not.toContain("alert(");
  });

  test("changes nothing the second time, and follows a file that changed", async () => {
    const { run, folder } = makeHome();
    const file = join(folder, "notes.md");
    copyFileSync(fixture("garden.md"), file);
    const report = async (): Promise<unknown> => JSON.parse((await run(["import", "--json", file])).stdout);
    expect(await report()).toMatchObject({ chunks: 3, written: 3, unchanged: 0, deleted: 0 });
    expect(await report()).toMatchObject({ chunks: 3, written: 0, unchanged: 3, deleted: 0 });
    writeFileSync(file, "# Garden book\n\nWhat grows where, and what it needs.\n\n## Ferns\n\nWater the ferns on Sundays.\n");
    expect(await report()).toMatchObject({ chunks: 2, written: expect.any(Number), deleted: 1 });
    const { stdout } = await run(["search", "ferns tomatoes", "--json"]);
    expect(stdout).toContain("Sundays");
    expect(stdout).not.toMatch(/Fridays|ashes/);
  });

  test("says which file it cannot read, and reads the others", async () => {
    const { run, folder } = makeHome();
    writeFileSync(join(folder, "fake.pdf"), "no PDF at all");
    const { code, stdout, stderr } = await run(["import", "missing.txt", "image.png", "fake.pdf", fixture("house.txt")]);
    expect(code).toBe(2);
    expect(stdout).toContain("house.txt");
    expect(stderr.trim().split("\n")).toEqual([
      expect.stringContaining("missing.txt cannot be read: there is no such file"),
      expect.stringContaining("image.png: only .txt"),
      expect.stringContaining("fake.pdf cannot be read as .pdf"),
    ]);
  });

  test("refuses an export into a space that holds something", async () => {
    const { run, folder } = makeHome();
    await run([], "My dog is called Rex.\n");
    writeFileSync(join(folder, "memory.jsonl"), "{}\n");
    const { code, stderr } = await run(["import", "memory.jsonl"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/memory\.jsonl|--space/);
  });
});

describe("search", { timeout: 90_000 }, () => {
  test("finds by kind and by day, and says with code 1 that nothing is there", async () => {
    const { run } = makeHome();
    await run([], "My dog is called Rex.\n");
    expect((await run(["search", "Rex"])).stdout).toContain("My dog is called Rex.");
    expect(await run(["search", "Rex", "--kind", "passage"])).toMatchObject({ code: 1, stdout: "" });
    expect((await run(["search", "Rex", "--to", "2020-01-01"])).code).toBe(1);
    expect((await run(["search", "Rex", "--from", "2020-01-01"])).code).toBe(0);
    expect((await run(["search", "Rex", "--tag", "other"])).code).toBe(1);
  });

  test("names what was meant when an option or a kind is misspelt", async () => {
    const { run } = makeHome();
    expect(await run(["search", "Rex", "--limt", "3"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Did you mean --limit?"),
    });
    expect(await run(["search", "Rex", "--kind", "pasage"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Did you mean passage?"),
    });
    // The second as `npm start -- serch Rex` comes in.
    for (const words of [["serch"], ["chat", "serch"]])
      expect(await run([...words, "Rex"])).toMatchObject({ code: 2, stderr: expect.stringContaining("Did you mean search?") });
    expect(await run(["search", "Rex", "--from", "yesterday"])).toMatchObject({ code: 2, stderr: expect.stringContaining("2026-05-01") });
  });
});

describe("verify", { timeout: 90_000 }, () => {
  test("finds a sound memory sound", async () => {
    const { run } = makeHome();
    await run([], "My dog is called Rex.\n");
    const { code, stdout } = await run(["verify", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ space: "local/me", sound: true });
    expect((await run(["verify", "--repair"])).stdout).toContain("caught up 0 entries, repaired 0 findings");
  });

  test("makes no memory where there is none, and takes no words", async () => {
    const { run, folder } = makeHome();
    expect(await run(["verify", "--file", "typo.db"])).toMatchObject({ code: 2, stderr: expect.stringContaining("There is no memory at") });
    expect(existsSync(join(folder, "typo.db"))).toBe(false);
    expect((await run(["verify", "memory.db"])).code).toBe(2);
  });

  test.skipIf(process.platform !== "linux")("does not hang where a file system makes no folders", async () => {
    const { run } = makeHome();
    const { code, stderr } = await run(["ask", "hello", "--file", "/proc/nowhere/memory.db"]);
    expect(code).toBe(2);
    expect(stderr).toContain("There can be no memory at /proc/nowhere/memory.db");
  });

  test("says in one sentence where there can be no memory", async () => {
    const { run, folder } = makeHome();
    writeFileSync(join(folder, "note"), "a file, no folder");
    const { code, stderr } = await run(["search", "Rex", "--file", join("note", "memory.db")]);
    expect(code).toBe(2);
    expect(stderr).toContain("There can be no memory at");
    expect(stderr).not.toContain("unexpected");
  });

  test("fails with code 3 on a file that is no memory", async () => {
    const { run, folder } = makeHome();
    writeFileSync(join(folder, "not.db"), "this is no database, and long enough to be looked at as one".repeat(20));
    const { code, stderr } = await run(["verify", "--file", "not.db"]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/JOURNAL_/);
    expect(readFileSync(join(folder, "not.db"), "utf8")).toContain("this is no database");
  });
});

test("help and version need no memory", async () => {
  const { run, folder } = makeHome();
  expect((await run(["help"])).stdout).toContain("pagefile search TEXT");
  expect((await run(["--version"])).stdout).toMatch(/^pagefile \d+\.\d+\.\d+\n$/);
  expect(existsSync(join(folder, ".local"))).toBe(false);
});
