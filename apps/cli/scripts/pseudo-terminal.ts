import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";

const bridge = fileURLToPath(new URL("pseudo-terminal.py", import.meta.url));

/** Whether this machine can make one: Node has none of its own, Python's standard library has. */
export function canMakeTerminals(): boolean {
  return spawnSync("python3", ["-c", "import pty, fcntl, termios"]).status === 0;
}

export interface PseudoTerminalOptions {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** @default 80 */
  readonly columns?: number;
  /** Told of everything the screen is sent. */
  readonly onOutput?: (text: string) => void;
}

/** A program in a terminal, driven by keys and watched through what it shows. */
export class PseudoTerminal {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #exit: Promise<number>;
  #shown = "";

  constructor({ command, env, columns = 80, onOutput = () => {} }: PseudoTerminalOptions) {
    this.#child = spawn("python3", [bridge, String(columns), "40", ...command], { env, stdio: ["pipe", "pipe", "inherit"] });
    this.#child.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.#shown += text;
      onOutput(text);
    });
    this.#exit = once(this.#child, "close").then(([code]) => Number(code));
  }

  /** Everything shown since the last `waitFor`. */
  get shown(): string {
    return this.#shown;
  }

  press(keys: string): void {
    this.#child.stdin.write(keys);
  }

  /** Waits until a text is shown, takes what was shown up to and with it, and returns that. @throws Error after 30 s */
  async waitFor(text: string): Promise<string> {
    const end = Date.now() + 30_000;
    for (;;) {
      const at = this.#shown.indexOf(text);
      if (at !== -1) {
        const seen = this.#shown.slice(0, at + text.length);
        this.#shown = this.#shown.slice(at + text.length);
        return seen;
      }
      if (Date.now() > end) throw new Error(`${JSON.stringify(text)} was not shown, but:\n${this.#shown}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** The exit code, once the program has ended. */
  exited(): Promise<number> {
    return this.#exit;
  }

  kill(): void {
    this.#child.kill();
  }
}
