import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { command, makeHome } from "./program.ts";

describe("a chat without a terminal", { timeout: 90_000 }, () => {
  test("remembers in a new process what it was told in another, and says when", async () => {
    const { run, folder } = makeHome();
    const told = await run([], "My sister Ana lives in Porto.\n");
    expect(told.code).toBe(0);
    const asked = await run([], "Where does my sister live?\n");
    expect(asked.code).toBe(0);
    expect(asked.stdout).toContain("Porto");
    expect(asked.stdout).toContain(String(new Date().getUTCFullYear()));
    expect(existsSync(join(folder, ".local/share/pagefile/memory.db"))).toBe(true);
  });

  test("says on stderr which model answers and how to get another, and keeps stdout for answers", async () => {
    const { run } = makeHome();
    const { stdout, stderr } = await run(["chat"], "My dog is called Rex.\n");
    expect(stderr).toContain("offline model");
    expect(stderr).toContain("Ollama");
    expect(stderr).toContain("saved to human: My dog is called Rex.");
    expect(stdout.trim().split("\n")).toHaveLength(1);
  });

  test("says which line cannot be kept, and goes on with those behind it", async () => {
    const { run } = makeHome();
    const { code, stdout, stderr } = await run([], "My dog is \0 called Rex.\nMy cat is called Tom.\n");
    expect(code).toBe(3);
    expect(stderr).toContain("NUL");
    expect(stdout).toContain("Tom");
  });

  test("gives one answer to each line and none to an empty one", async () => {
    const { run } = makeHome();
    const { stdout, code } = await run(["--json"], "My dog is called Rex.\n\nMy cat is called 小虎.\r\nWhat is my dog called?");
    const turns = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { answer: string; reason: string });
    expect(code).toBe(0);
    expect(turns.map(({ reason }) => reason)).toEqual(["answered", "answered", "answered"]);
    expect(turns[2]?.answer).toContain("Rex");
  });

  test("keeps spaces apart", async () => {
    const { run } = makeHome();
    await run(["--space", "acme/alice"], "My sister Ana lives in Porto.\n");
    const { stdout } = await run(["--space", "acme/bob"], "Where does my sister live?\n");
    expect(stdout).not.toContain("Porto");
  });

  test("lets no control character of a message reach the terminal", async () => {
    const { run } = makeHome();
    await run([], "My cat is called \u001b[31mRed\u001b]0;owned\u0007 \u009b2J.\n");
    const asked = await run([], "What is my cat called?\n");
    const found = await run(["search", "cat"]);
    const json = await run(["search", "cat", "--json"]);
    expect(asked.stdout).toContain("Red");
    for (const { stdout, stderr } of [asked, found, json]) expect(stdout + stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    expect(JSON.stringify(JSON.parse(json.stdout))).toContain("\u009b2J");
  });

  test("ends quietly when its reader goes away", async () => {
    const { env, folder } = makeHome();
    const [node = "", ...args] = command;
    const child = spawn(node, args, { cwd: folder, env, stdio: "pipe" });
    child.stdin.on("error", () => {});
    child.stdin.write("My dog is called Rex.\n");
    await once(child.stdout, "data");
    child.stdout.destroy();
    child.stdin.end("My cat is called Tiger.\nMy bird is called Pip.\n");
    let complaints = "";
    child.stderr.on("data", (text: Buffer) => {
      complaints += text.toString();
    });
    const [code] = (await once(child, "close")) as [number];
    expect(code).toBe(0);
    expect(complaints).not.toContain("EPIPE");
  });

  test("fails with code 3 and one sentence when the model that was asked for is not there", async () => {
    const { run } = makeHome();
    const { code, stderr } = await run(["ask", "Hello?", "--model", "ollama/nobody"]);
    expect(code).toBe(3);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toMatch(/MODEL_UNAVAILABLE/);
  });
});
