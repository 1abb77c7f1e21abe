import { existsSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { openMemory } from "@pagefile/core";
import { sqlite } from "@pagefile/store-sql";
import { describe, expect, onTestFinished, test } from "vitest";
import { canMakeTerminals, PseudoTerminal } from "../scripts/pseudo-terminal.ts";
import { command, type Home, makeHome } from "./program.ts";
import { serveScriptedModel } from "./scripted-model.ts";
import { serveSlowModel } from "./slow-model.ts";

const ctrlC = "\u0003";
const ctrlD = "\u0004";

function startChat({ env, folder }: Home, args: readonly string[] = []): PseudoTerminal {
  const terminal = new PseudoTerminal({
    command: [...command, "--file", join(folder, "memory.db"), "--agent", "assistant", "--no-web", ...args],
    env,
  });
  onTestFinished(() => terminal.kill());
  return terminal;
}

async function say(terminal: PseudoTerminal, text: string): Promise<string> {
  await terminal.waitFor("› ");
  terminal.press(`${text}\r`);
  await terminal.waitFor(text);
  return terminal.waitFor("\r\n\r\n");
}

/** The text without colours and line ends. */
function unwrapped(shown: string): string {
  return stripVTControlCharacters(shown).replace(/\s+/g, " ");
}

describe.skipIf(!canMakeTerminals())(
  "a chat in a terminal (skipped where python3 cannot make a pseudo-terminal)",
  { timeout: 90_000 },
  () => {
    test("shows what it keeps, how full its view is, and leaves with Ctrl-D", async () => {
      const terminal = startChat(makeHome());
      expect(await terminal.waitFor("/help")).toContain("offline model");
      await say(terminal, "My sister Ana lives in Porto.");
      await terminal.waitFor("free");
      await terminal.waitFor("› ");
      terminal.press(ctrlD);
      expect(await terminal.exited()).toBe(0);
    });

    test("explains a recall, takes a note back, and erases for good after asking", async () => {
      const home = makeHome();
      const terminal = startChat(home);
      await say(terminal, "My sister Ana lives in Porto.");
      expect(await say(terminal, "/search Porto")).toContain("My sister Ana lives in Porto.");
      const why = await say(terminal, "/why");
      expect(why).toContain("lexical #1");
      expect(why).toContain("has: porto");
      await say(terminal, "My boat lies in Faro.");
      expect(await say(terminal, "/history human")).toMatch(/v3 .*  \+ My boat lies in Faro\./);
      expect(await say(terminal, "/undo")).toContain("- My boat lies in Faro.");
      expect(await say(terminal, "/memory")).not.toContain("Faro");
      const found = stripVTControlCharacters(await say(terminal, "/search Porto"));
      const [, number] = /^ +(\d+) .* user +My sister/m.exec(found) ?? [];
      await terminal.waitFor("› ");
      terminal.press(`/forget ${number ?? ""}\r`);
      const asked = await terminal.waitFor("[y/N] ");
      expect(asked).toContain("- My sister Ana lives in Porto.");
      expect(asked).toContain("- Ana lives in Porto.");
      expect(asked).not.toContain("{}");
      expect(asked).toContain('- core_memory_append({"label":"human"');
      expect(unwrapped(asked)).toContain("the block human says it too and stays");
      terminal.press("y\r");
      await terminal.waitFor("the chain holds");
      expect(await say(terminal, "/search Porto")).toContain("nothing found");
      expect(await say(terminal, "/forgt 1")).toContain("Did you mean /forget?");
      await terminal.waitFor("› ");
      terminal.press("/quit\r");
      expect(await terminal.exited()).toBe(0);
    });

    test("judges a memory, by which the next search ranks it, and takes that back", async () => {
      const terminal = startChat(makeHome({ NO_COLOR: "1" }), ["--extract", "off"]);
      await say(terminal, "My boat lies in Porto.");
      await say(terminal, "/search boat Porto");
      expect(await say(terminal, "/judge wrong 1")).toContain("judged wrong: My boat lies in Porto.");
      await say(terminal, "/search boat Porto");
      expect(await say(terminal, "/why")).toContain("judgement");
      // What is wrong comes last now.
      expect(await say(terminal, "/judge none 2")).toContain("not judged any more: My boat lies in Porto.");
      await say(terminal, "/search boat Porto");
      expect(await say(terminal, "/why")).not.toContain("judgement");
      expect(unwrapped(await say(terminal, "/judge wrng 1"))).toContain(
        "A verdict is useful, wrong, outdated, never, none. Did you mean wrong?",
      );
      expect(unwrapped(await say(terminal, "/judge wrong"))).toContain("Which one?");
      const help = unwrapped(await say(terminal, "/help"));
      for (const command of ["/judge VERDICT ID", "/allow", "/refuse [WHY]"]) expect(help).toContain(command);
    });

    test("notes facts above the prompt, shows them with their times, and opens a closed one again", async () => {
      const home = makeHome({ NO_COLOR: "1" });
      const terminal = startChat(home);
      await say(terminal, "My sister Ana lives in Porto.");
      await terminal.waitFor("noted: Ana lives_in Porto");
      expect(await say(terminal, "/memory")).toContain("graph: 3 entities, 2 facts");
      expect(await say(terminal, "/graph")).toMatch(/Porto +1 fact +Ana lives in Porto\./);
      const before = await say(terminal, "/graph Ana");
      expect(before).toMatch(/Ana lives_in Porto +since \d{4}-\d\d-\d\d +\[/);
      await say(terminal, "Ana moved to Lisbon.");
      await terminal.waitFor("noted: Ana lives_in Lisbon, no longer Porto");
      const moved = await say(terminal, "/graph ana");
      expect(moved).toMatch(/1 {2}Ana lives_in Lisbon +since /);
      expect(moved).toMatch(/Ana lives_in Porto +(?:on )?\d{4}/);
      expect(unwrapped(await say(terminal, "/why 1"))).toMatch(/from user, .*: “Ana moved to Lisbon\.”/);
      const same = unwrapped(await say(terminal, "/undo 3"));
      expect(same).toContain("another fact ended it");
      expect(same).not.toContain("holds again");
      const undone = await say(terminal, "/undo");
      expect(undone).toContain("- Ana lives in Lisbon.");
      expect(undone).toContain("+ holds again: Ana lives in Porto.");
      const after = await say(terminal, "/graph ana");
      expect(after).toMatch(/Ana lives_in Porto +since /);
      expect(after).not.toContain("Lisbon");
      expect(unwrapped(await say(terminal, "/graph Nobody"))).toContain('No fact is about "Nobody".');
      await terminal.waitFor("› ");
      terminal.press("/quit\r");
      expect(await terminal.exited()).toBe(0);
    });

    test("lets a turn go before what a model is asked for facts, and leaves without waiting for it long", async () => {
      const log: string[] = [];
      const base = await serveScriptedModel(({ tools = [] }, gone) => {
        const turn = tools.some((tool) => tool.function.name === "core_memory_append");
        log.push(turn ? "turn" : "facts");
        if (turn) return { text: "I see." };
        void gone.then(() => log.push("given up"));
        return undefined;
      });
      const terminal = startChat(makeHome({ OPENAI_BASE_URL: base, OPENAI_API_KEY: "none" }), [
        "--model",
        "openai/scripted",
        "--extract",
        "model",
      ]);
      await say(terminal, "My sister Ana lives in Porto.");
      await terminal.waitFor("free");
      await expect.poll(() => log).toEqual(["turn", "facts"]);
      await say(terminal, "And she likes it.");
      await terminal.waitFor("free");
      await expect.poll(() => log).toEqual(["turn", "facts", "given up", "turn", "facts"]);
      await terminal.waitFor("› ");
      terminal.press(ctrlD);
      expect(await terminal.exited()).toBe(0);
      expect(log.at(-1)).toBe("given up");
    });

    test("lists tables and answers a SELECT in columns, with the true count", async () => {
      const home = makeHome({ NO_COLOR: "1" });
      const memory = openMemory({ journal: sqlite({ file: join(home.folder, "memory.db") }) });
      const { tables } = memory.space("local/me");
      await tables.define("books", {
        columns: [
          { name: "title", type: "text" },
          { name: "pages", type: "number" },
        ],
      });
      await tables.put(
        "books",
        Array.from({ length: 120 }, (_, at) => ({ key: `b${at}`, values: { title: `书 \u001b[31m${at}`, pages: at } })),
      );
      await memory.close();
      const terminal = startChat(home);
      const listed = await say(terminal, "/table");
      expect(listed).toContain("books  120 rows");
      expect(listed).toContain("title text, pages number");
      const rows = await say(terminal, "/table SELECT title, pages FROM books WHERE pages > 0 ORDER BY pages");
      expect(rows).toMatch(/书 ␛\[31m1 +1\r\n/);
      expect(rows).toContain("the first 100 of 119 rows");
      expect(await say(terminal, "/memory")).toContain("tables: 1 table, 120 rows");
      expect(unwrapped(await say(terminal, "/table DELETE FROM books"))).toContain("SELECT");
    });

    test("writes an export that another space takes in, and nothing over a file that is there", async () => {
      const home = makeHome();
      const terminal = startChat(home);
      await say(terminal, "My sister Ana lives in Porto.");
      const file = join(home.folder, "memory.jsonl");
      await say(terminal, `/export ${file}`);
      expect(existsSync(file)).toBe(true);
      expect(unwrapped(await say(terminal, `/export ${file}`))).toContain("it is there already");
      expect((await home.run(["import", file, "--space", "local/copy"])).code).toBe(0);
      expect((await home.run(["search", "Porto", "--space", "local/copy"])).stdout).toContain("Ana");
    });

    test("cancels a turn with Ctrl-C, keeps what was typed ahead, and leaves at the second Ctrl-C of an empty prompt", async () => {
      const home = makeHome({ OPENAI_BASE_URL: await serveSlowModel("Once upon a time there "), OPENAI_API_KEY: "none" });
      const terminal = startChat(home, ["--model", "openai/slow"]);
      await terminal.waitFor("› ");
      terminal.press("Tell me a story.\r");
      await terminal.waitFor("Once upon a time");
      terminal.press(`/model\rtyped ahead${ctrlC}`);
      await terminal.waitFor("cancelled");
      await terminal.waitFor("model openai/slow");
      await terminal.waitFor("typed ahead");
      terminal.press(ctrlC);
      await new Promise((resolve) => setTimeout(resolve, 200));
      terminal.press(ctrlC);
      await terminal.waitFor("Ctrl-C again leaves");
      await terminal.waitFor("› ");
      terminal.press(ctrlC);
      expect(await terminal.exited()).toBe(0);
    });

    test("does not go on at the next start with a turn that was cancelled", async () => {
      const home = makeHome({ OPENAI_BASE_URL: await serveSlowModel("Once "), OPENAI_API_KEY: "none" });
      const first = startChat(home, ["--model", "openai/slow"]);
      await first.waitFor("› ");
      first.press("My sister Ana lives in Porto.\r");
      await first.waitFor("Once");
      first.press(ctrlC);
      await first.waitFor("cancelled");
      await first.waitFor("› ");
      first.press("/quit\r");
      expect(await first.exited()).toBe(0);
      const second = startChat(home, ["--model", "offline"]);
      expect(await second.waitFor("› ")).not.toContain("going on with");
      second.press("Where does my cat sleep?\r");
      expect(await second.waitFor("free")).not.toContain("going on with");
    });

    test("goes on at the next start with a turn that was cut off", async () => {
      const home = makeHome({ OPENAI_BASE_URL: await serveSlowModel("Once "), OPENAI_API_KEY: "none" });
      const first = startChat(home, ["--model", "openai/slow"]);
      await first.waitFor("› ");
      first.press("My sister Ana lives in Porto.\r");
      await first.waitFor("Once");
      first.kill();
      await first.exited();
      const second = startChat(home, ["--model", "offline"]);
      await second.waitFor("going on with the turn that was left open");
      await second.waitFor("saved to human: My sister Ana lives in Porto.");
    });

    test("shows no escape sequence that came out of memory", async () => {
      const home = makeHome({ NO_COLOR: "1" });
      await home.run(["--file", join(home.folder, "memory.db")], "My cat is called \u001b]0;owned\u0007\u001b[31mRed.\n");
      const terminal = startChat(home);
      const shown = await say(terminal, "/search cat");
      expect(shown).toContain("␛]0;owned␇␛[31mRed.");
      expect(shown).not.toMatch(/\u001b[[\]](?:0;|31m)/);
    });
  },
);
