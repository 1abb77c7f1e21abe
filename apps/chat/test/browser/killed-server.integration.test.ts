import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder, token } from "../server/open-server.ts";
import { describeInBrowser } from "../support/browser-suite.ts";
import { builtPage } from "../support/built-page.ts";
import { begin, offlineBanner, openTab, send, waitForReply } from "../support/open-chat.ts";
import { visit } from "../support/visitor.ts";

const program = fileURLToPath(new URL("../support/chat-process.ts", import.meta.url));

await describeInBrowser("a server that is killed in the middle of a turn", (browser) => {
  test("goes on where it died when it is started again, does nothing twice, and the open page shows the whole reply once", async () => {
    const file = join(temporaryFolder(), "memory.db");
    const port = await freePort();
    const base = `http://127.0.0.1:${port}`;
    const first = await serve(file, port, "stalls");
    const { page } = await visit(browser(), { base });
    const log = page.getByRole("log");
    await page.goto(`${base}/#t=${token}`);
    await begin(page, "Assistant");
    await send(page, "My boiler was serviced in March.");
    await log.getByText("I keep that your boiler").waitFor();
    first.kill("SIGKILL");
    await offlineBanner(page).waitFor();
    await log.getByText("I keep that your boiler").waitFor();

    await serve(file, port, "answers");
    await log.getByText("I keep that your boiler was serviced in March.").waitFor();
    await waitForReply(page, 1);
    expect(await log.getByText("I keep that your boiler").count()).toBe(1);
    expect(await page.locator("article.said").count()).toBe(1);
    await openTab(page, "Context");
    expect(await page.getByRole("textbox", { name: "human" }).inputValue()).toBe("Has a boiler, serviced in March.");
  });
});

async function serve(file: string, port: number, way: "stalls" | "answers"): Promise<ChildProcess> {
  const args = ["--disable-warning=ExperimentalWarning", program, file, String(port), await builtPage(), token, way];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return child;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
