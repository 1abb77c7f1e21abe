// Writes docs/screens/*.png from a conversation that is always the same: `node tooling/bootstrap/run.mjs apps/chat/scripts/screenshots.ts [NAME…]`.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findAgents, serveChat } from "@pagefile/chat";
import { openMemory } from "@pagefile/core";
import { obtainChromium } from "@pagefile/services/programs";
import { sqlite } from "@pagefile/store-sql";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { builtPage } from "../test/support/built-page.ts";
import { screens, showScreen } from "./screens.ts";
import { storyClock } from "./story/story-clock.ts";
import { storyModel } from "./story/story-model.ts";
import { tellStory } from "./story/tell-story.ts";

const folder = fileURLToPath(new URL("../../../docs/screens", import.meta.url));
const token = "for-the-pictures-only";
const now = "2026-11-29T10:05:00Z";
/** On a wide screen the chat is beside each of them, so it needs no picture of its own. */
const wide = [
  "what-the-model-saw",
  "context",
  "recall",
  "recall-of-a-turn",
  "record",
  "graph",
  "tables",
  "timeline",
  "import",
  "spaces",
  "the-past",
  "approval",
];
const dark = ["context", "graph"];
const small = ["chat", "context", "recall", "graph", "timeline", "approval"];

interface Look {
  readonly name: string;
  readonly options: BrowserContextOptions;
  /** Names of screens. */
  readonly shown: readonly string[];
}

const common = { locale: "en-GB", timezoneId: "UTC", reducedMotion: "reduce" } as const;
const desktop = { ...common, viewport: { width: 1440, height: 820 } } as const;
const phone = { ...common, viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;
const looks: readonly Look[] = [
  { name: "1440-light", options: { ...desktop, colorScheme: "light" }, shown: wide },
  { name: "1440-dark", options: { ...desktop, colorScheme: "dark" }, shown: dark },
  { name: "390-dark", options: { ...phone, colorScheme: "dark" }, shown: small },
];

const wanted = process.argv.slice(2);
const home = mkdtempSync(join(tmpdir(), "pagefile-screens-"));
const { executable, args } = await obtainChromium();
const browser = await chromium.launch({ executablePath: executable, args: [...args] });
try {
  await picture(browser);
} finally {
  await browser.close();
  rmSync(home, { recursive: true });
}

async function picture(browser: Browser): Promise<void> {
  const clock = storyClock();
  clock.set("2026-10-30T17:00:00Z");
  await using memory = openMemory({ journal: sqlite({ file: join(home, "memory.db") }), clock });
  const pageFolder = await builtPage();
  const agents = await findAgents();
  await using server = await serveChat({ memory, clock, agents, token, pageFolder, model: storyModel(), home: "local/me", port: 0 });
  const base = `http://127.0.0.1:${server.port}`;
  const opened = async (options: BrowserContextOptions): Promise<Page> => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.clock.setFixedTime(now);
    await page.goto(`${base}/#t=${token}`);
    return page;
  };

  if (isWanted("first-visit")) {
    const page = await opened({ ...desktop, colorScheme: "light" });
    await page.getByRole("button", { name: "Start Assistant" }).waitFor();
    await save(page, "first-visit-1440-light");
    await page.context().close();
  }
  await tellStory({ server, memory, clock });
  clock.set(now);
  for (const { name, options, shown } of looks) {
    const page = await opened(options);
    await page.locator("article.reply").last().waitFor();
    for (const screen of screens.filter((one) => shown.includes(one.name) && isWanted(one.name))) {
      await showScreen(page, screen, base);
      await save(page, `${screen.name}-${name}`);
    }
    await page.context().close();
  }
}

function isWanted(name: string): boolean {
  return wanted.length === 0 || wanted.includes(name);
}

async function save(page: Page, name: string): Promise<void> {
  const path = join(folder, `${name}.png`);
  const { length } = await page.screenshot({ path });
  process.stdout.write(`${name}.png ${Math.round(length / 1000)} KB\n`);
}
