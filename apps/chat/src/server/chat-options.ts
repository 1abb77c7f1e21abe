import type { IdSource } from "@pagefile/core/contracts";
import type { SharedAgents, SharedAgentsOptions } from "../agents/shared-agents.ts";

export interface ChatOptions extends SharedAgentsOptions {
  /** @default 7411, or any free one where that is taken */
  readonly port?: number;
  /** @default "127.0.0.1"; anything but this machine's own addresses needs `token` */
  readonly host?: string;
  /** Who has it may do everything; 16 or more letters, digits, `_` and `-`. @default a new one */
  readonly token?: string;
  /** The addresses of a reverse proxy in front of it, such as `https://memory.example`. @default none */
  readonly publicUrls?: readonly string[];
  /** Bytes the memory takes, where the program knows. */
  readonly bytes?: () => Promise<number | undefined>;
  /** Where the built page is. @default that of this package */
  readonly pageFolder?: string;
  /** Hears of what went wrong inside, which the page is told nothing of. @default nobody */
  readonly onError?: (error: unknown) => void;
  /** @default random UUIDv7 */
  readonly ids?: IdSource;
}

/** The agents with their page. Closing it ends every connection, too. */
export interface ChatServer extends SharedAgents {
  /** Where to open the page, with the token behind `#t=`. */
  readonly url: string;
  readonly port: number;
}

/** A server that would not be safe, or cannot have its port. The message says what to do. */
export class ServeRefused extends Error {
  override readonly name = "ServeRefused";
}
