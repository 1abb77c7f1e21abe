import type { Cache } from "./cache.ts";
import type { Environment } from "./environment.ts";
import type { Progress } from "./progress.ts";
import type { RunningServer } from "./server.ts";

/** The world a part works in. */
export interface Kit {
  readonly cache: Cache;
  readonly progress: Progress;
  readonly env: Environment;
}

/** Something the integration tests need: fetched or built once a machine, and found in the cache afterwards. */
export interface Part {
  readonly name: string;
  /** Changes whenever what is installed changes. */
  readonly version: string;
  installed(kit: Kit): boolean;
  /** Does nothing when it is installed. Throws an `Error` whose message tells a person what is missing. */
  install(kit: Kit): Promise<void>;
}

export interface StartOptions {
  /** Outlive this process. @default false */
  readonly detached?: boolean;
  /** On 127.0.0.1. @default a free one */
  readonly port?: number;
}

/** A part that is a server. */
export interface Service extends Part {
  /** Environment variable by which a person points the tests at a server of their own. */
  readonly urlVariable: string;
  /** What to expect of the first installation, where it takes minutes: such a part is installed only when asked for. */
  readonly costly?: string;
  /** Whether a server answers at `url`. Never rejects. */
  readonly ready: (url: string) => Promise<boolean>;
  /** Starts a server on 127.0.0.1; it is ready for the tests when this resolves. */
  start(kit: Kit, options?: StartOptions): Promise<RunningServer>;
  /** Makes a server that somebody else started ready for the tests. */
  adopt?(url: string, kit: Kit): Promise<void>;
}
