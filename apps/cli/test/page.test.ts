import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { canMakeTerminals, PseudoTerminal } from "../scripts/pseudo-terminal.ts";
import { command, type Home, makeHome } from "./program.ts";

const ctrlD = "\u0004";

interface Page {
  readonly base: string;
  readonly token: string;
}

function pageIn(output: string): Page {
  const [, base = "", token = ""] = /(http:\/\/127\.0\.0\.1:\d+)\/#t=([\w-]{22,})/.exec(stripVTControlCharacters(output)) ?? [];
  expect(base).not.toBe("");
  return { base, token };
}

async function ask({ base, token }: Page, text: string): Promise<string> {
  const response = await fetch(`${base}/api/chat`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ id: "local/me", message: { role: "user", parts: [{ type: "text", text }] } }),
  });
  return response.text();
}

async function serve({ env, folder }: Home, args: readonly string[] = []): Promise<Page & { end(): Promise<number | null> }> {
  const [node = "", ...rest] = [...command, "serve", "--file", join(folder, "memory.db"), ...args];
  const child = spawn(node, rest, { cwd: folder, env, stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [output] = (await new Promise((resolve) => child.stdout.once("data", (data: Buffer) => resolve([data.toString()])))) as [string];
  return { ...pageIn(output), end: () => (child.kill("SIGTERM"), ended) };
}

describe("serve", { timeout: 90_000 }, () => {
  test("answers through the page alone, ends when it is told to, and is found under the same address with the same token again", async () => {
    const home = makeHome();
    const first = await serve(home);
    expect(await ask(first, "My sister Ana lives in Porto.")).toContain('"stopReason":"answered"');
    expect(await first.end()).toBe(0);
    const token = join(home.folder, ".local/share/pagefile/page-token");
    expect(statSync(token).mode & 0o777).toBe(0o600);
    const again = await serve(home);
    expect(again.token).toBe(first.token);
    expect(await ask(again, "Where does my sister live?")).toContain("Porto");
    expect(await again.end()).toBe(0);
  });

  test("says that there is no agent of a name, and which there are", async () => {
    const { code, stderr } = await makeHome().run(["serve", "--agent", "nobody", "--model", "offline"]);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('There is no agent called "nobody". The agents are assistant, support, reader.'),
    ]);
    expect(stderr).not.toContain("unexpected");
  });

  test("listens for other machines only with a token that somebody chose", async () => {
    const { code, stderr } = await makeHome().run(["serve", "--host", "0.0.0.0", "--model", "offline"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("PAGEFILE_TOKEN")]);
  });
});

describe.skipIf(!canMakeTerminals())("a chat in a terminal with its page (skipped where python3 cannot make a pseudo-terminal)", () => {
  test("asks a new person who it shall be, and shows with the page the same agent live", { timeout: 90_000 }, async () => {
    const { env, folder } = makeHome({ NO_COLOR: "1" });
    const terminal = new PseudoTerminal({ command: [...command, "--file", join(folder, "memory.db")], env });
    onTestFinished(() => terminal.kill());
    const opening = await terminal.waitFor("Who shall it be?");
    expect(opening).toMatch(/1 {2}Assistant .*\r?\n.*2 {2}Support .*\r?\n.*3 {2}Reader /);
    terminal.press("nobody\r");
    await terminal.waitFor("Give a number or a name");
    terminal.press("1\r");
    await terminal.waitFor("› ");
    terminal.press("My sister Ana lives in Porto.\r");
    await terminal.waitFor("free");
    await terminal.waitFor("› ");
    const page = pageIn(opening);
    const answered = ask(page, "Where does my sister live?");
    const shown = stripVTControlCharacters(await terminal.waitFor("You told me"));
    expect(shown).toContain("page: Where does my sister live?");
    expect(await answered).toContain('"stopReason":"answered"');
    const { messages } = (await (
      await fetch(`${page.base}/api/spaces/local%2Fme/messages`, { headers: { authorization: `Bearer ${page.token}` } })
    ).json()) as { readonly messages: readonly { readonly role: string; readonly parts: readonly { readonly text?: string }[] }[] };
    const asked = messages.filter(({ role }) => role === "user").map(({ parts }) => parts.find(({ text }) => text !== undefined)?.text);
    expect(asked).toEqual(["My sister Ana lives in Porto.", "Where does my sister live?"]);
    terminal.press(ctrlD);
    expect(await terminal.exited()).toBe(0);
  });
});
