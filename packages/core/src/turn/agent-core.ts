import { blocksText, systemText } from "../context/system-text.ts";
import type { ContextParts } from "../context/compile-context.ts";
import type { ContextReport } from "../context/context-report.ts";
import { contextReport } from "../context/context-report.ts";
import { type ContextView, contextView } from "../context/context-view.ts";
import { contextParts, type Eviction, type FitOptions, type FittedContext, fitContext } from "../context/fit-context.ts";
import { compileNow } from "../context/plan-context.ts";
import { type AppendedMessage, QueueMemory, type QueueSnapshot } from "../context/queue-memory.ts";
import { tablesText } from "../context/tables-text.ts";
import { TokenGauge } from "../context/token-gauge.ts";
import { type ChatModel, isPagefileError, type MessageBody, type Origin, PagefileError, type RecordId } from "../contracts/index.ts";
import type { Draft, SpaceMemory } from "../memory/space-memory.ts";
import type { OpenMount } from "../tools/open-mount.ts";
import { ToolSet } from "../tools/tool-set.ts";
import type { AgentOptions } from "./agent.ts";
import { type AgentSettings, agentSettings, pressureShare, type WindowSizes, windowSizes } from "./agent-settings.ts";
import { openMounts } from "./open-mounts.ts";

/** What rides along in a request and is not in the queue. */
export type TurnParts = Pick<ContextParts, "turn" | "note" | "corrections">;

const successorCollection = "after";
const noTurn: TurnParts = { note: "", corrections: [] };

/** What every turn of an agent works with: its memory, its model, its tools and the size of its window. */
export class AgentCore {
  readonly settings: AgentSettings;
  readonly space: SpaceMemory;
  readonly queue: QueueMemory;
  readonly mounts: readonly OpenMount[];
  readonly #options: AgentOptions;
  readonly #toolSets = new Map<boolean, ToolSet>();
  #model: ChatModel;
  #gauge = new TokenGauge();
  #blocksMade = false;
  #turn: TurnParts = noTurn;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.settings = agentSettings(options);
    this.space = options.memory.space(options.space);
    this.queue = new QueueMemory(this.space, () => this.tools.get("table_query") !== undefined);
    this.mounts = openMounts(options);
    this.#model = options.model;
  }

  get model(): ChatModel {
    return this.#model;
  }

  get gauge(): TokenGauge {
    return this.#gauge;
  }

  get sizes(): WindowSizes {
    return windowSizes(this.#options, this.#model);
  }

  /** None for a model that cannot call any. */
  get tools(): ToolSet {
    const { tools: capable } = this.#model.capabilities;
    let set = this.#toolSets.get(capable);
    if (set === undefined) {
      const { tools, heartbeat, recall, tables, graph } = this.settings;
      const { memory } = this.#options;
      set = new ToolSet({ memory, search: recall !== "off", tables, graph, tools, mounts: this.mounts, heartbeat, capable });
      this.#toolSets.set(capable, set);
    }
    return set;
  }

  useModel(model: ChatModel): void {
    this.#model = model;
    this.#gauge = new TokenGauge();
  }

  /** The queue as it is now; the blocks are made on first use, and again where a whole space was emptied. */
  async load(): Promise<QueueSnapshot> {
    await this.#makeBlocks();
    const snapshot = await this.queue.load(this.sizes.budget * 4);
    if (snapshot.blocks.length > 0 || this.settings.blocks.length === 0) return snapshot;
    this.#blocksMade = false;
    await this.#makeBlocks();
    return this.queue.load(this.sizes.budget * 4);
  }

  /** From here on this is what a request shows beside the queue, until `turnOver`. */
  fit(turn: TurnParts, signal: AbortSignal): AsyncGenerator<Eviction, FittedContext> {
    this.#turn = turn;
    return fitContext(this.#fitOptions(turn, signal));
  }

  /** What the model would be sent now: in a turn its next request, else the conversation as it stands. */
  async inspect(): Promise<ContextView> {
    const snapshot = await this.load();
    const parts = contextParts(snapshot, this.#fitOptions(this.#turn, new AbortController().signal));
    const { sizes } = this;
    const { budget } = sizes;
    const compiled = compileNow(parts, { budget, measure: (estimated) => this.#gauge.measure(estimated) });
    const thresholds = { warnAt: Math.ceil(budget * pressureShare), evictAt: budget };
    return contextView({ snapshot, parts, compiled, sizes, gauge: this.#gauge, thresholds });
  }

  reportOf({ snapshot, parts, compiled }: FittedContext): ContextReport {
    return contextReport({ snapshot, parts, compiled, sizes: this.sizes, gauge: this.#gauge });
  }

  turnOver(): void {
    this.#turn = noTurn;
  }

  /** Appends one message; text that memory gave is kept but never found again. */
  async append(body: MessageBody, { origin, session, index, ...draft }: MessageDraft): Promise<AppendedMessage> {
    const attributes = { session, role: body.role, ...(body.speaker !== undefined && { speaker: body.speaker }) };
    return this.queue.append({ ...draft, kind: "message", body, attributes, index }, origin);
  }

  /**
   * Appends the message of a turn that comes after another one. Two processes that go on with one turn would both follow the
   * same message, and its successor's name is free only once. @throws PagefileError TURN_IN_PROGRESS for the later one
   */
  async follow(previous: RecordId | undefined, body: MessageBody, draft: MessageDraft): Promise<AppendedMessage> {
    if (previous === undefined) return this.append(body, draft);
    try {
      return await this.append(body, { ...draft, collection: successorCollection, key: previous });
    } catch (error) {
      if (!isPagefileError(error, "VERSION_CONFLICT")) throw error;
      throw new PagefileError("TURN_IN_PROGRESS", "Another process went on with this turn; its answer is in the conversation.", {
        cause: error,
      });
    }
  }

  /** Notes that the turn is over though its last message is no answer, so that nothing goes on with it. */
  async finish(): Promise<void> {
    const { evictedThrough, warned, messages } = await this.load();
    await this.queue.save({ evictedThrough, warned, finished: messages.at(-1)?.id });
  }

  #fitOptions(turn: TurnParts, signal: AbortSignal): FitOptions {
    const { budget, summary } = this.sizes;
    const { instructions } = this.settings;
    const { specifications, searches } = this.tools;
    const standing = instructions ?? systemText({ tools: specifications.length > 0, search: searches });
    const parts: FitOptions["parts"] = ({ blocks, tables }) => {
      return { ...turn, system: standing + tablesText(tables), tools: specifications, blocks: blocksText(blocks) };
    };
    return { queue: this.queue, model: this.#model, gauge: this.#gauge, budget, summaryTokens: summary, parts, signal };
  }

  async #makeBlocks(): Promise<void> {
    if (this.#blocksMade) return;
    const { blocks } = await this.queue.load(this.sizes.budget * 4);
    const missing = this.settings.blocks.filter(({ label }) => !blocks.some(({ key }) => key === label));
    const drafts = missing.map(({ label, description = "", text = "", limit = 2000 }): Draft => {
      const body = { label, description, text, limit };
      return { kind: "block", collection: "core", key: label, body, index: false, onConflict: "skip" };
    });
    if (drafts.length > 0) await this.space.write(drafts, { origin: { channel: "system", trust: "system" } });
    this.#blocksMade = true;
  }
}

interface MessageDraft extends Pick<Draft, "occurredAt" | "collection" | "key" | "onConflict"> {
  readonly origin: Origin;
  readonly session: string;
  readonly index: boolean;
}

/** The session of a message that continues another. */
export function sessionOfRecord({
  attributes,
  id,
}: {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly id: RecordId;
}): string {
  const { session } = attributes;
  return typeof session === "string" ? session : id;
}
