import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeHome } from "./program.ts";

describe("the config file", { timeout: 90_000 }, () => {
  test("sets what the command line leaves open, with paths from its own folder", async () => {
    const { run, folder } = makeHome();
    const own = join(folder, ".config/pagefile");
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, "config.json"), JSON.stringify({ file: "mine.db", space: "acme/alice", json: true }));
    await run(["ask", "Hello."]);
    const { stdout } = await run(["verify"]);
    expect(JSON.parse(stdout)).toMatchObject({ space: "acme/alice" });
    expect(existsSync(join(own, "mine.db"))).toBe(true);
    expect(JSON.parse((await run(["verify", "--space", "acme/bob"])).stdout)).toMatchObject({ space: "acme/bob" });
    writeFileSync(join(folder, "pagefile.config.json"), JSON.stringify({ space: "here/me", json: true }));
    await run(["ask", "Hello."]);
    expect(JSON.parse((await run(["verify"])).stdout)).toMatchObject({ space: "here/me" });
  });

  test.each([
    ["{ nonsense", "is not JSON"],
    ["[]", "must hold one JSON object"],
    ['{"spcae": "a/b"}', "Did you mean space?"],
    ['{"window": "large"}', '"window" must be a number'],
    ['{"window": 12.5}', "whole number"],
    ['{"space": "no slash"}', 'A space is "tenant/name"'],
    ['{"model": "gpt"}', "ollama/NAME"],
  ])("that holds %s is answered with what to do", async (text, message) => {
    const { run, folder } = makeHome();
    writeFileSync(join(folder, "pagefile.config.json"), text);
    const { code, stdout, stderr } = await run(["ask", "Hello."]);
    expect({ code, stdout, lines: stderr.trim().split("\n").length }).toEqual({ code: 2, stdout: "", lines: 1 });
    expect(stderr).toContain(message);
  });
});
