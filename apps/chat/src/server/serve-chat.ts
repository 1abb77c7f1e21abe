import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { randomIds, systemClock } from "@pagefile/core";
import { faceOf, workingAgents } from "../agents/shared-agents.ts";
import { chatApp } from "./chat-app.ts";
import { type ChatOptions, type ChatServer, ServeRefused } from "./chat-options.ts";
import type { ChatServices } from "./chat-services.ts";
import { Checks } from "./checks/checks.ts";
import { ErasePlans } from "./erase-plans.ts";
import { EraseReceipts } from "./erase-receipts.ts";
import { Feeds } from "./feed/feeds.ts";
import { tellTurn } from "./feed/tell-turn.ts";
import { Imports } from "./imports/imports.ts";
import { listen } from "./listen.ts";
import { type Addresses, addressesOf, isLoopback } from "./security/addresses.ts";
import { Login } from "./security/login.ts";
import { newToken } from "./security/token.ts";
import { StoppedReplies } from "./stopped-replies.ts";
import { Tallies } from "./tallies.ts";

const builtPage = fileURLToPath(new URL("../../dist/page", import.meta.url));

/** Serves the page and what it asks for. @throws ServeRefused, AgentFolderError, PagefileError SPACE_INVALID */
export async function serveChat(options: ChatOptions): Promise<ChatServer> {
  const { memory, host = "127.0.0.1", publicUrls = [], clock = systemClock, ids = randomIds(clock), onError = () => {} } = options;
  refuseUnsafe(options);
  const token = options.token ?? newToken();
  const closing = new AbortController();
  const feeds = new Feeds(memory, clock);
  const stoppedReplies = new StoppedReplies();
  const working = workingAgents(
    { ...options, clock },
    {
      onTurn: ({ space }, turn) => {
        stoppedReplies.follow(space, turn);
        void tellTurn(feeds, space, turn);
      },
      onError,
    },
  );
  const { agents, afterImport } = working;
  const imports = new Imports({
    memory,
    clock,
    ids,
    onChange: (space, view) => feeds.tell(space, { type: "import", import: view }),
    onDone: (space, name) =>
      void agents
        .of(space)
        .then((live) => live && afterImport.ask(live, name))
        .catch(onError),
  });
  const checks = new Checks({ memory, clock, ids, onChange: (space, view) => feeds.tell(space, { type: "check", check: view }) });
  const services: ChatServices = {
    memory,
    agents,
    feeds,
    imports,
    checks,
    stoppedReplies,
    tallies: new Tallies(memory),
    erasePlans: new ErasePlans(clock, newToken),
    eraseReceipts: new EraseReceipts(newToken),
    bytes: options.bytes ?? (() => Promise.resolve(undefined)),
    now: () => new Date(clock.now()),
    closing: closing.signal,
  };
  let addresses: Addresses = addressesOf(host, { port: 0 }, publicUrls);
  let port = 0;
  const login = new Login({ token, clock, port: () => port, secure: () => addresses.url.startsWith("https:") });
  const app = chatApp(services, {
    addresses: () => addresses,
    login,
    pageFolder: options.pageFolder ?? builtPage,
    onError,
    version: await versionOf(),
    windowTokens: options.windowTokens,
  });
  const listening = await listen(app, { host, port: options.port });
  port = listening.port;
  addresses = addressesOf(host, { port }, publicUrls);
  const face = faceOf(memory, working);
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await feeds.close();
    await listening.close();
    closing.abort();
    await imports.close();
    await checks.close();
    await face.close();
  };
  return {
    ...face,
    url: `${addresses.url}/#t=${token}`,
    port,
    close: () => (closed ??= close()),
    [Symbol.asyncDispose]: () => (closed ??= close()),
  };
}

function refuseUnsafe({ host = "127.0.0.1", token, publicUrls = [] }: ChatOptions): void {
  if (token !== undefined && !/^[\w-]{16,200}$/.test(token))
    throw new ServeRefused(
      "A token has at least 16 characters, and of letters, digits, “_” and “-” alone, since it is part of an address.",
    );
  for (const url of publicUrls)
    if (!/^https?:\/\//.test(url) || !URL.canParse(url))
      throw new ServeRefused(`A public address is a URL such as https://memory.example, not ${JSON.stringify(url)}.`);
  if (isLoopback(host)) return;
  if (token === undefined)
    throw new ServeRefused(
      `Other machines can connect to ${host}, so it needs a token that you chose: who has it can read and change the whole memory.`,
    );
  if ((host === "0.0.0.0" || host === "::") && publicUrls.length === 0)
    throw new ServeRefused(`${host} is every address of this machine; say under which address people open the page.`);
}

async function versionOf(): Promise<string> {
  const manifest = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8")) as { readonly version: string };
  return manifest.version;
}
