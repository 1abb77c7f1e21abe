import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { opensPage } from "../src/opens-page.mjs";
import { ensurePage } from "../src/page.mjs";

/** As much of a clone as the page is built from, and a build that only counts. */
function makeClone(): {
  readonly write: (name: string, text: string) => void;
  readonly ensure: () => Promise<number>;
  readonly fail: (fails: boolean) => void;
} {
  const root = mkdtempSync(join(tmpdir(), "pagefile-page-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  let builds = 0;
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  };
  for (const name of ["apps/chat/vite.config.ts", "apps/chat/package.json", "pnpm-lock.yaml"]) write(name, "1");
  for (const folder of ["apps/chat/src/page/chat", "apps/chat/src/protocol", "packages/ai-sdk/src", "packages/core/src/contracts"])
    write(`${folder}/a.ts`, "1");
  let broken = false;
  const build = async (): Promise<void> => {
    if (broken) throw new Error("no such thing");
    builds += 1;
    write("apps/chat/dist/page/index.html", "built");
  };
  return {
    write,
    fail: (fails) => (broken = fails),
    ensure: async () => {
      await ensurePage(process.execPath, { root, build, showProgress: () => ({ say: () => {}, finish: () => {} }) });
      return builds;
    },
  };
}

test("the page is built on the first start and not on the next", async () => {
  const { ensure } = makeClone();
  expect([await ensure(), await ensure()]).toEqual([1, 1]);
});

test("the page is built again when something it is made of changes, comes or goes, and for nothing else", async () => {
  const { write, ensure } = makeClone();
  await ensure();
  write("apps/chat/src/server/serve-chat.ts", "not of the page");
  expect(await ensure()).toBe(1);
  const changes = [
    "apps/chat/src/page/chat/a.ts",
    "apps/chat/src/page/new.tsx",
    "apps/chat/src/protocol/a.ts",
    "packages/ai-sdk/src/a.ts",
    "pnpm-lock.yaml",
  ];
  for (const [at, name] of changes.entries()) {
    write(name, "2");
    expect([name, await ensure()]).toEqual([name, at + 2]);
  }
});

test("two starts at once build the page once", async () => {
  const { ensure } = makeClone();
  expect(Math.max(...(await Promise.all([ensure(), ensure(), ensure()])))).toBe(1);
});

test("a page that could not be built is tried again at the next start", async () => {
  const { ensure, fail } = makeClone();
  fail(true);
  await expect(ensure()).rejects.toThrow("no such thing");
  fail(false);
  expect([await ensure(), await ensure()]).toEqual([1, 1]);
});

test("the page is built for a chat at a terminal and wherever it is served alone, and for nothing else", () => {
  const opens = (line: string, isTerminal: boolean): boolean => opensPage(line.split(" ").filter(Boolean), isTerminal);
  for (const line of ["", "--file a.db", "--agent reader", "serve"]) expect([line, opens(line, true)]).toEqual([line, true]);
  for (const line of ["--no-web", "search burner", "ask serve", "--space a/b import a.md", "serve --help"])
    expect([line, opens(line, true)]).toEqual([line, false]);
  expect([opens("", false), opens("--port 8080 serve", false)]).toEqual([false, true]);
});
