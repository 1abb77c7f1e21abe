import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { openMemory } from "@pagefile/core";
import { sqlite } from "@pagefile/store-sql";
import { expect, onTestFinished, test } from "vitest";
import { screens, showScreen } from "../../scripts/screens.ts";
import { storyClock } from "../../scripts/story/story-clock.ts";
import { storyModel } from "../../scripts/story/story-model.ts";
import { tellStory } from "../../scripts/story/tell-story.ts";
import { temporaryFolder } from "../server/open-server.ts";
import { describeInBrowser } from "../support/browser-suite.ts";
import { begin, type InspectorTab, offlineBanner, openChat, openTab } from "../support/open-chat.ts";
import { desktop, phone } from "../support/visitor.ts";

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const tabs: readonly InspectorTab[] = ["Context", "Recall", "Graph", "Tables", "Timeline", "Import", "Spaces"];
const sizes = [
  ["1440 by 900", { viewport: desktop }],
  ["390 by 844", { viewport: phone, isMobile: true, hasTouch: true }],
] as const;

await describeInBrowser("everybody", (browser) => {
  test.each(sizes)(
    "can use each screen, empty and full, by WCAG 2.2 AA and good practice, light and dark: %s",
    { timeout: 1_800_000 },
    async (_name, look) => {
      const clock = storyClock();
      const memory = openMemory({ journal: sqlite({ file: join(temporaryFolder(), "memory.db") }), clock });
      onTestFinished(() => memory.close());
      const { page, server, base, context, newTab } = await openChat(browser(), {
        browser: look,
        server: { memory, clock, model: storyModel() },
      });
      const violations: string[] = [];
      const judge = async (state: string, { shown = page, beside = false } = {}): Promise<void> => {
        const axe = (): AxeBuilder => {
          // There are no frames, and what passes is not asked for: that takes most of the time.
          const builder = new AxeBuilder({ page: shown }).setLegacyMode(true).options({ resultTypes: ["violations"] });
          return beside ? builder.exclude(".chat-log") : builder;
        };
        const inScheme = async (colorScheme: "light" | "dark"): Promise<AxeBuilder> => {
          await shown.emulateMedia({ colorScheme });
          await shown.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
          return axe();
        };
        const light = await (await inScheme("light")).withTags(standards).analyze();
        // Colours are all that differs.
        const dark = await (await inScheme("dark")).withRules(["color-contrast"]).analyze();
        const found = [...light.violations, ...dark.violations];
        violations.push(...found.map(({ id, nodes }) => `${state}: ${id} at ${nodes.map(({ target }) => target.join(" ")).join(" and ")}`));
      };

      await page.getByRole("button", { name: "Start Assistant" }).waitFor();
      await judge("first visit");
      await begin(page, "Assistant");
      await judge("a chat in which nothing was said");
      const memoryHalf = page.getByRole("button", { name: "Memory", exact: true });
      if (await memoryHalf.isVisible()) await memoryHalf.click();
      for (const tab of tabs) {
        await openTab(page, tab);
        await page.locator(".skeleton").first().waitFor({ state: "detached" });
        await judge(`${tab}, empty`);
      }

      await tellStory({ server, memory, clock, brief: true });
      for (const screen of screens) {
        await showScreen(page, screen, base);
        // The chat beside it has been judged with its own screen.
        await judge(screen.name, { beside: screen.name !== "chat" && screen.name !== "approval" });
      }
      await showScreen(page, { name: "writing", face: "memory", show: (shown) => openTab(shown, "Context") }, base);
      await page.getByRole("textbox", { name: "plans" }).fill("Something that I write.");
      await memory.space("local/me").edit({ kind: "block", collection: "core", key: "plans" }, () => ({ text: "Something else." }));
      await page.getByRole("alert").filter({ hasText: "Changed meanwhile" }).waitFor();
      await judge("conflict over a block");
      await page.getByRole("button", { name: "Edit both together" }).click();
      await page.locator(".merge-editor").waitFor();
      await judge("two texts of a block in one");
      await context.setOffline(true);
      await offlineBanner(page).waitFor();
      await judge("offline");
      await context.setOffline(false);
      await context.clearCookies();
      const stranger = await newTab();
      await stranger.goto(base);
      await stranger.getByRole("heading", { name: "This memory is locked" }).waitFor();
      await judge("locked", { shown: stranger });
      expect(violations).toEqual([]);
    },
  );
});
