import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SvgRecording } from "./svg-recording.ts";
import { TerminalScreen } from "./terminal-screen.ts";

export const root: string = fileURLToPath(new URL("../../../", import.meta.url));

/** Draws what a terminal shows, at the pace at which it was shown. */
export class Recorder {
  readonly columns: number;
  readonly #screen: TerminalScreen;
  readonly #recording = new SvgRecording();
  #clock = 0;
  #before = Date.now();

  constructor(columns: number) {
    this.columns = columns;
    this.#screen = new TerminalScreen(columns);
  }

  /** Shows the output of a program. */
  readonly show = (text: string): void => {
    const now = Date.now();
    this.#clock += now - this.#before;
    this.#before = now;
    this.#screen.feed(text);
    this.#recording.frame(this.#clock, this.#screen.rows);
  };

  /** Shows a command being typed at a prompt. */
  async type(command: string): Promise<void> {
    this.show("\u001b[1m$\u001b[22m ");
    for (const key of command) {
      this.show(key);
      await pause(45);
    }
    this.show("\r\n");
  }

  /** Leaves out the time since the last output. */
  skip(): void {
    this.#before = Date.now();
  }

  /** Writes the picture into `docs`. */
  save(file: string, { rows, title }: { readonly rows: number; readonly title: string }): void {
    const picture = this.#recording.draw({ columns: this.columns, rows, durationMs: this.#clock + 6000, title });
    writeFileSync(new URL(`docs/${file}`, `file://${root}`), picture);
    process.stdout.write(`docs/${file}: ${Math.round(picture.length / 1024)} KiB, ${Math.round(this.#clock / 1000)} s\n`);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
