import { resolve } from "node:path";
import type { Memory, SharedTurn, SpaceMemory, Tool } from "@pagefile/core";
import { type ChatModel, type Clock, isPagefileError, parseSpace, recordKinds } from "@pagefile/core/contracts";
import { type AgentFolder, mountedSpace, tenantOf } from "./agent-folder.ts";
import { makeTools } from "./agent-tools.ts";
import { keepRole, type SpaceRole, spaceRole } from "./agent-of-space.ts";
import { takeInDocuments } from "./bundled-documents.ts";
import { type LiveAgent, type LiveAgentOptions, makeLiveAgent } from "./live-agent.ts";
import { missing, StartRefused, taken, unknown } from "./start-refused.ts";
import { wasStopped } from "./stopped-turn.ts";

export interface AgentsOptions {
  readonly memory: Memory;
  /** The first is the one that lives at home when nobody chose. */
  readonly folders: readonly [AgentFolder, ...AgentFolder[]];
  readonly home: string;
  readonly model: ChatModel;
  readonly clock?: Clock;
  readonly windowTokens?: number | undefined;
  readonly offer?: LiveAgentOptions["offer"];
  /** The tools of an agent's folder write below a folder of its name in here. @default `data` in the working folder */
  readonly data?: string | undefined;
  /** Whether an agent that is made goes on with what a crash cut off. @default true */
  readonly resume?: boolean | undefined;
  /** Hears of every agent that is made and has nothing to go on with. */
  readonly onWake: (live: LiveAgent) => void;
  /** Hears of every turn, whoever began it. */
  readonly onTurn: (live: LiveAgent, turn: SharedTurn) => void;
}

/** The agents at work, one in a space. Each is made when it is asked for, and goes on with what a crash cut off. */
export class Agents {
  readonly folders: AgentsOptions["folders"];
  readonly home: string;
  readonly #options: AgentsOptions;
  readonly #tools: ReadonlyMap<AgentFolder, readonly Tool[]>;
  readonly #live = new Map<string, Promise<LiveAgent>>();
  readonly #ended = new AbortController();
  #model: ChatModel;

  /** @throws AgentFolderError for a file of `tools` that makes none; PagefileError SPACE_INVALID */
  constructor(options: AgentsOptions) {
    const { data = "data" } = options;
    this.folders = options.folders;
    this.#tools = new Map(options.folders.map((folder) => [folder, makeTools(folder.tools, { data: resolve(data, folder.id) })]));
    this.home = parseSpace(options.home);
    this.#options = options;
    this.#model = options.model;
  }

  get model(): ChatModel {
    return this.#model;
  }

  /** What a space is for: an agent's, or one whose documents an agent mounts; undefined for any other. */
  async roleOf(space: string): Promise<SpaceRole | undefined> {
    const kept = await spaceRole(this.#options.memory, space);
    if (kept !== undefined) return kept;
    if (space === this.home) return { role: "agent", agent: this.folders[0].id, documents: [] };
    const mounting = this.folders.find(({ mounts }) => mounts.some((mount) => mountedSpace(mount.space, this.home) === space));
    return mounting && { role: "documents", agent: mounting.id, documents: [] };
  }

  /** The agent of a space; undefined where none was begun, or one that is not among the folders. */
  async of(space: string): Promise<LiveAgent | undefined> {
    const there = this.#live.get(space);
    if (there !== undefined) return there;
    const role = await spaceRole(this.#options.memory, space);
    const folder = role?.role === "agent" ? this.#folder(role.agent) : undefined;
    return folder && this.#wake(folder, space);
  }

  /**
   * The agent of a space, and where none was begun the first one. That it lives there is kept with its first turn, so that
   * somebody who only looks in has chosen nothing. @throws StartRefused for a space of another agent's, or of documents
   */
  async ofOrFirst(space: string): Promise<LiveAgent> {
    const name = parseSpace(space);
    const live = await this.of(name);
    if (live !== undefined) return live;
    const role = await spaceRole(this.#options.memory, name);
    if (role !== undefined) throw role.role === "agent" ? missing(name, role.agent) : taken(name, role.agent);
    return this.#wake(this.folders[0], name, { begun: false });
  }

  /** Begins to talk to an agent in a space, which is made if need be. @throws StartRefused, PagefileError SPACE_INVALID */
  async begin(agent: string, space: string | undefined): Promise<LiveAgent> {
    const folder = this.#folder(agent);
    if (folder === undefined) throw unknown(agent, this.folders);
    const chosen = parseSpace(space ?? this.defaultSpace(folder));
    const there = await this.#live.get(chosen);
    if (there !== undefined && there.folder !== folder) throw taken(chosen, there.folder.id);
    if (there !== undefined) await this.#settle(there);
    const kept = await spaceRole(this.#options.memory, chosen);
    const keeper = this.folders.find(({ documentsIn }) => documentsIn !== undefined && mountedSpace(documentsIn, chosen) === chosen);
    if (kept === undefined && keeper !== undefined) throw taken(chosen, keeper.id);
    if (kept === undefined && chosen !== this.home && !(await isEmpty(this.#options.memory.space(chosen))))
      throw new StartRefused("taken", `${chosen} holds a memory that none of these agents began; choose another name.`);
    if (kept !== undefined && (kept.role !== "agent" || kept.agent !== agent)) throw taken(chosen, kept.agent);
    return this.#wake(folder, chosen);
  }

  defaultSpace({ space }: AgentFolder): string {
    return space === "home" ? this.home : `${tenantOf(this.home)}/${space}`;
  }

  /** Every agent answers with another model from its next turn on. */
  useModel(model: ChatModel): void {
    this.#model = model;
    for (const waking of this.#live.values())
      void waking.then(
        ({ shared }) => shared.agent.useModel(model),
        // Whoever asked for it is told why it could not be made.
        () => undefined,
      );
  }

  /** Lets go of an agent whose space was emptied, and stops what it does there. */
  drop(space: string): void {
    const waking = this.#live.get(space);
    this.#live.delete(space);
    void waking?.then(
      ({ shared }) => shared.running?.cancel(),
      () => undefined,
    );
  }

  /** Stops what runs; the next start goes on with it. */
  async close(): Promise<void> {
    this.#ended.abort();
    const all = await Promise.allSettled(this.#live.values());
    const running = all.flatMap((result) => (result.status === "fulfilled" ? (result.value.shared.running ?? []) : []));
    for (const turn of running) turn.cancel();
    await Promise.allSettled(running.map((turn) => turn.finished));
  }

  #wake(folder: AgentFolder, space: string, { begun = true }: { readonly begun?: boolean } = {}): Promise<LiveAgent> {
    const there = this.#live.get(space);
    if (there !== undefined) return there;
    const waking = this.#start(folder, space, begun);
    this.#live.set(space, waking);
    waking.catch(() => this.#live.delete(space));
    return waking;
  }

  async #start(folder: AgentFolder, space: string, begun: boolean): Promise<LiveAgent> {
    const { memory, resume = true } = this.#options;
    const live = makeLiveAgent(folder, space, { ...this.#options, model: this.#model, tools: this.#tools.get(folder) ?? [] });
    if (begun) await this.#settle(live);
    void this.#listen(live);
    // Somebody else may have gone on with it by now: then there is nothing to do here.
    if (resume && !(await wasStopped(memory.space(space)))) await live.shared.resume({ by: "restart" }).catch(unlessInProgress);
    if (live.shared.running === undefined) this.#options.onWake(live);
    return live;
  }

  /** Keeps that an agent lives in its space, and takes in what came with it. Where that was done it only looks. */
  async #settle({ folder, space, documentSpace }: LiveAgent): Promise<void> {
    const { memory } = this.#options;
    const kept = await spaceRole(memory, space);
    const known = kept?.role === "agent" && kept.agent === folder.id;
    if (!known && !(await keepRole(memory, space, { role: "agent", agent: folder.id, documents: [] }))) throw taken(space, "another");
    await takeInDocuments(memory, folder, { space: documentSpace, role: documentSpace === space ? "agent" : "documents" });
  }

  async #listen(live: LiveAgent): Promise<void> {
    for await (const turn of live.shared.turns({ signal: this.#ended.signal })) {
      this.#options.onTurn(live, turn);
      void turn.finished.then(() => this.#settleIfHere(live)).catch(() => undefined);
    }
  }

  /** One that was let go of meanwhile must leave nothing in its space. */
  async #settleIfHere(live: LiveAgent): Promise<void> {
    if ((await this.#live.get(live.space)) === live) await this.#settle(live);
  }

  #folder(id: string): AgentFolder | undefined {
    return this.folders.find((folder) => folder.id === id);
  }
}

/** Whether nothing of anybody is in a space: what was erased leaves entries that tell nothing. */
async function isEmpty(space: SpaceMemory): Promise<boolean> {
  let cursor: string | undefined;
  do {
    const page = await space.timeline({ kinds: recordKinds, limit: 1, lookThrough: 10_000, ...(cursor !== undefined && { cursor }) });
    if (page.items.length > 0) return false;
    cursor = page.next;
  } while (cursor !== undefined);
  return true;
}

function unlessInProgress(error: unknown): undefined {
  if (isPagefileError(error, "TURN_IN_PROGRESS")) return undefined;
  throw error;
}
