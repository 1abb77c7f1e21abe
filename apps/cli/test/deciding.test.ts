import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { canMakeTerminals, PseudoTerminal } from "../scripts/pseudo-terminal.ts";
import { type BellHome, makeBellHome, rings } from "./bell-agent.ts";
import { command } from "./program.ts";

function startChat({ env, args }: BellHome, more: readonly string[] = ["--no-web"]): PseudoTerminal {
  const terminal = new PseudoTerminal({ command: [...command, ...args, ...more], env, columns: 120 });
  onTestFinished(() => terminal.kill());
  return terminal;
}

/** The text without colours and line ends. */
function unwrapped(shown: string): string {
  return stripVTControlCharacters(shown).replace(/\s+/g, " ");
}

describe.skipIf(!canMakeTerminals())(
  "calls that wait for a word, in a terminal (skipped where python3 cannot make a pseudo-terminal)",
  { timeout: 90_000 },
  () => {
    test("are shown with what they would do and rest on, and are decided one after the other", async () => {
      const home = await makeBellHome(rings("once \u001b[31mred", "twice"));
      const terminal = startChat(home);
      await terminal.waitFor("› ");
      terminal.press("Please ring the bell.\r");
      const asked = await terminal.waitFor("another message refuses.");
      expect(asked).not.toContain("\u001b[31m");
      expect(unwrapped(asked)).toContain("? ring_bell how: once ␛[31mred ring_bell acts outside this memory, and this call rests on");
      expect(unwrapped(asked)).toMatch(/· untrusted, document bells\.txt \[[0-9a-f-]{18}\]/);
      expect(unwrapped(asked)).toContain("? ring_bell how: twice");
      expect(home.rung()).toEqual([]);
      await terminal.waitFor("› ");
      terminal.press("/allow\r");
      const next = unwrapped(await terminal.waitFor("another message refuses."));
      expect(next).toContain("allowed: ring_bell ? ring_bell how: twice");
      expect(home.rung()).toEqual([]);
      await terminal.waitFor("› ");
      terminal.press("/refuse once is enough\r");
      const told = unwrapped(await terminal.waitFor("free"));
      expect(told).toContain("refused: ring_bell");
      expect(told).toContain("ring_bell: It rang once ␛[31mred.");
      expect(told).toContain("ring_bell was refused and not run");
      expect(told).toContain("The user says: once is enough");
      expect(home.rung()).toEqual(["once \u001b[31mred"]);
      await terminal.waitFor("› ");
      terminal.press("/allow\r");
      await terminal.waitFor("No call waits for your word.");
    });

    test("are shown again after a restart, and refused by another message, which is said", async () => {
      const home = await makeBellHome(rings("once"));
      const first = startChat(home);
      await first.waitFor("› ");
      first.press("Please ring the bell.\r");
      await first.waitFor("another message refuses.");
      first.kill();
      await first.exited();
      const second = startChat(home);
      expect(unwrapped(await second.waitFor("another message refuses."))).toContain("? ring_bell how: once");
      await second.waitFor("› ");
      second.press("Never mind.\r");
      const told = unwrapped(await second.waitFor("free"));
      expect(told).toContain("refused, since you say something else: ring_bell");
      expect(told).toContain("As you like.");
      expect(home.rung()).toEqual([]);
    });

    test("can be decided in the page: the terminal shows that the turn goes on", async () => {
      const home = await makeBellHome(rings("once"));
      const terminal = startChat(home, []);
      const opening = stripVTControlCharacters(await terminal.waitFor("› "));
      const [, base = "", token = ""] = /(http:\/\/127\.0\.0\.1:\d+)\/#t=([\w-]{22,})/.exec(opening) ?? [];
      terminal.press("Please ring the bell.\r");
      await terminal.waitFor("another message refuses.");
      await terminal.waitFor("› ");
      const ask = (path: string, init: RequestInit = {}): Promise<Response> => {
        const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "x-ai-sdk-major": "7" };
        return fetch(`${base}${path}`, { ...init, headers });
      };
      const [, id = ""] =
        /"type":"data-confirmation","id":"confirmation-([^"]+)"/.exec(await (await ask("/api/spaces/local%2Fme/messages")).text()) ?? [];
      const parts = [{ type: "dynamic-tool", toolCallId: id, state: "approval-responded", approval: { id, approved: true } }];
      const body = JSON.stringify({ id: "local/me", message: { id: "reply", role: "assistant", parts } });
      expect((await ask("/api/chat", { method: "POST", body })).status).toBe(200);
      const told = unwrapped(await terminal.waitFor("I heard: It rang once."));
      expect(told).toContain("page goes on with: Please ring the bell.");
      expect(home.rung()).toEqual(["once"]);
      terminal.press("/allow\r");
      await terminal.waitFor("No call waits for your word.");
    });
  },
);

describe("calls that wait for a word, in a pipe", { timeout: 90_000 }, () => {
  test("are told of and refused by the next line, so that nothing hangs", async () => {
    const home = await makeBellHome(rings("once"));
    const first = await home.run([...home.args, "--json"], "Please ring the bell.\n");
    expect(first.code).toBe(3);
    expect(JSON.parse(first.stdout)).toMatchObject({
      reason: "confirmation",
      waiting: [{ name: "ring_bell", arguments: { how: "once" }, reason: expect.stringContaining("bells.txt") as string }],
    });
    const second = await home.run(home.args, "Never mind.\nPlease ring the bell.\n");
    expect(second.stderr).toContain("refused, since you say something else: ring_bell");
    expect(second.stdout).toBe("As you like.\n\n");
    const third = await home.run(["ask", ...home.args, "And now?"]);
    expect([third.code, third.stdout]).toEqual([0, "As you like.\n"]);
    expect(third.stderr).toContain("refused, since you say something else: ring_bell");
    expect(home.rung()).toEqual([]);
  });

  test.each([["ask", "Hello?"], ["chat"], ["serve"]])("are of a tool, and `%s` names the file that makes none", async (...words) => {
    const home = await makeBellHome(rings("once"));
    writeFileSync(join(home.folder, "agents", "bell", "tools", "ring_bell.mjs"), "export default () => ({ name: 'ring_bell' });");
    const { code, stderr } = await home.run([...words, ...home.args]);
    expect(code).toBe(2);
    expect(stderr).toContain("ring_bell.mjs");
    expect(stderr).not.toContain("unexpected");
  });
});
