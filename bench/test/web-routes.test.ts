import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fillSpace } from "../src/web/fill-space.ts";
import { type MeasuredChat, measuredChat } from "../src/web/measured-chat.ts";
import { routesOf } from "../src/web/route-times.ts";

const space = "local/me";

test("asks no more of the journal for a screen when five times as much was said", { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "pagefile-web-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [few, many] = [await filled(folder, 120), await filled(folder, 600)];
  expect(many).toEqual(few);
});

/** How often each method of the journal is called for each route. */
async function filled(folder: string, messages: number): Promise<Readonly<Record<string, Readonly<Record<string, number>>>>> {
  await using chat = await measuredChat({ folder, name: `with-${messages}`, page: folder });
  await fillSpace(chat, { space, messages, progress: () => {} });
  const calls: Record<string, Readonly<Record<string, number>>> = {};
  for (const [name, path] of await routesOf(chat, space)) calls[name] = await callsFor(chat, path);
  return calls;
}

async function callsFor(chat: MeasuredChat, path: string): Promise<Readonly<Record<string, number>>> {
  // The first time may fill what is kept.
  await (await chat.ask(path)).arrayBuffer();
  chat.journalCalls();
  await (await chat.ask(path)).arrayBuffer();
  return Object.fromEntries([...chat.journalCalls()].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
