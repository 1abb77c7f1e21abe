import type { BackgroundExtractOptions, Memory, SharedAgent, SharedTurn } from "@pagefile/core";
import type { ChatModel, Clock } from "@pagefile/core/contracts";
import { Agents, type AgentsOptions } from "./agents.ts";
import type { AgentFolder, AgentSettings } from "./agent-folder.ts";
import { AfterImport } from "./after-import.ts";
import { AfterTurn } from "./after-turn.ts";
import { stopTurn } from "./stopped-turn.ts";

export interface SharedAgentsOptions {
  /** Stays its owner's. */
  readonly memory: Memory;
  readonly model: ChatModel;
  /** The agents one can begin; the first lives at home when nobody chose. See `findAgents`. */
  readonly agents: readonly [AgentFolder, ...AgentFolder[]];
  /** The space the program was started with, `tenant/name`. Agents are begun beside it. */
  readonly home: string;
  /** Tokens of every agent's window; at most the model's. @default what the agent's folder says, else the model's */
  readonly windowTokens?: number;
  /** Whether every model is offered these tools. @default what the agent's folder says, in a window with room for them */
  readonly offer?: { readonly graph?: boolean; readonly tables?: boolean };
  /** The tools of an agent's folder write below a folder of its name in here. @default `data` in the working folder */
  readonly data?: string;
  /** Whether an agent goes on with what a crash cut off as soon as it is asked for. @default true */
  readonly resume?: boolean;
  /** Who reads facts out of what was said. @default what the agent's folder says */
  readonly extract?: AgentSettings["extract"];
  /** What to tell of the facts that are read out of what was said in a space. @default nothing */
  readonly facts?: (space: string) => Pick<BackgroundExtractOptions, "onFact" | "onTrouble">;
  /** @default the system's clock */
  readonly clock?: Clock;
}

/** The agents of a program, one in a space, each shared by all faces of the program: what one starts, the others see. */
export interface SharedAgents extends AsyncDisposable {
  /**
   * The agent of a space; where none was begun it is the first. What a crash cut off runs again when this returns.
   * @throws StartRefused for a space of an agent that is not among `agents`, or of documents; PagefileError SPACE_INVALID, JOURNAL_*
   */
  agentOf(space: string): Promise<SharedAgent>;
  /** Whether somebody chose an agent for a space, or talked to the first one there. */
  wasBegun(space: string): Promise<boolean>;
  /** Begins to talk to an agent in a space, made if need be. @throws StartRefused, PagefileError SPACE_INVALID */
  begin(agent: string, space: string): Promise<SharedAgent>;
  /** Stops a turn for a person: unlike one that a crash or `close` cut off, no later start goes on with it by itself. */
  stop(space: string, turn: SharedTurn): Promise<void>;
  /** Every agent answers with another model from its next turn on. */
  useModel(model: ChatModel): void;
  /** When everything that was said in a space is read for facts, or given up for now. */
  settled(space: string): Promise<void>;
  /** Stops running turns, which the next start goes on with. */
  close(): Promise<void>;
}

/** The agents without a page. Does no I/O. @throws AgentFolderError, PagefileError SPACE_INVALID */
export function openAgents(options: SharedAgentsOptions): SharedAgents {
  return faceOf(options.memory, workingAgents(options, { onTurn: () => {}, onError: () => {} }));
}

/** The agents, what reads facts behind them, and what asks them about documents. */
export interface WorkingAgents {
  readonly agents: Agents;
  readonly afterTurn: AfterTurn;
  readonly afterImport: AfterImport;
}

export interface Hearers extends Pick<AgentsOptions, "onTurn"> {
  /** Hears of what went wrong behind a turn. */
  readonly onError: (error: unknown) => void;
}

export function workingAgents(options: SharedAgentsOptions, { onTurn, onError }: Hearers): WorkingAgents {
  const { agents: folders, facts = () => ({}), extract, ...rest } = options;
  const afterTurn = new AfterTurn({ ...rest, extract, model: () => agents.model, told: facts });
  const afterImport = new AfterImport(options.memory, onError);
  const agents: Agents = new Agents({
    ...rest,
    folders,
    onWake: (live) => {
      afterTurn.begin(live);
      afterImport.begin(live);
    },
    onTurn: (live, turn) => {
      onTurn(live, turn);
      afterTurn.follow(live, turn);
      afterImport.follow(live, turn);
    },
  });
  return { agents, afterTurn, afterImport };
}

export function faceOf(memory: Memory, { agents, afterTurn, afterImport }: WorkingAgents): SharedAgents {
  let closed: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    const kept = afterImport.close();
    await agents.close();
    await Promise.all([afterTurn.close(), kept]);
  };
  const close = (): Promise<void> => (closed ??= end());
  return {
    agentOf: async (space) => (await agents.ofOrFirst(space)).shared,
    wasBegun: async (space) => (await agents.of(space)) !== undefined,
    begin: async (agent, space) => (await agents.begin(agent, space)).shared,
    stop: (space, turn) => stopTurn(memory.space(space), turn),
    useModel: (model) => agents.useModel(model),
    settled: (space) => afterTurn.settled(space),
    close,
    [Symbol.asyncDispose]: close,
  };
}
