import type { BackgroundExtractOptions, Memory, SharedAgent } from "@pagefile/core";
import type { ChatModel, Clock, IdSource } from "@pagefile/core/contracts";
import type { AgentFolder } from "../agents/agent-folder.ts";

export interface ChatOptions {
  /** Stays its owner's: closing the server does not close it. */
  readonly memory: Memory;
  readonly model: ChatModel;
  /** The agents one can begin; the first lives at home when nobody chose. See `findAgents`. */
  readonly agents: readonly [AgentFolder, ...AgentFolder[]];
  /** The space the program was started with, `tenant/name`. Agents are begun beside it. */
  readonly home: string;
  /** @default 7411, or any free one where that is taken */
  readonly port?: number;
  /** @default "127.0.0.1"; anything but this machine's own addresses needs `token` */
  readonly host?: string;
  /** Who has it may do everything. @default a new one */
  readonly token?: string;
  /** The addresses of a reverse proxy in front of it, such as `https://memory.example`. @default none */
  readonly publicUrls?: readonly string[];
  /** Tokens of every agent's window; at most the model's. @default what the agent's folder says, else the model's */
  readonly windowTokens?: number;
  /** Bytes the memory takes, where the program knows. */
  readonly bytes?: () => Promise<number | undefined>;
  /** Where the built page is. @default that of this package */
  readonly pageFolder?: string;
  /** What to tell of the facts that are read out of what was said in a space. @default nothing */
  readonly facts?: (space: string) => Pick<BackgroundExtractOptions, "onFact" | "onTrouble">;
  /** Hears of what went wrong inside, which the page is told nothing of. @default nobody */
  readonly onError?: (error: unknown) => void;
  /** @default the system's clock */
  readonly clock?: Clock;
  /** @default random UUIDv7 */
  readonly ids?: IdSource;
}

export interface ChatServer extends AsyncDisposable {
  /** Where to open the page, with the token behind `#t=`. */
  readonly url: string;
  readonly port: number;
  /**
   * The agent of a space, shared with the page: what one face starts, the others see. Where none was begun it is the first.
   * @throws PagefileError SPACE_INVALID, JOURNAL_*
   */
  agentOf(space: string): Promise<SharedAgent>;
  /** Every agent answers with another model from its next turn on. */
  useModel(model: ChatModel): void;
  /** Ends every connection and stops running turns, which the next start goes on with. */
  close(): Promise<void>;
}

/** A server that would not be safe, or cannot have its port. The message says what to do. */
export class ServeRefused extends Error {
  override readonly name = "ServeRefused";
}
