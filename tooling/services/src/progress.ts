/** Tells a person what takes so long. */
export interface Progress {
  /** Runs `work` under one line: what it is, and how many seconds it has taken. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  note(text: string): void;
}

export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface LineProgressOptions {
  /** Milliseconds since any fixed point. @default performance.now */
  readonly now?: () => number;
  /** How often a step that has no terminal to rewrite repeats its line, in milliseconds. @default 30_000 */
  readonly repeatMs?: number;
}

/** One line a step, rewritten each second on a terminal, repeated now and then in a log. */
export function lineProgress(output: ProgressOutput, options: LineProgressOptions = {}): Progress {
  const { now = () => performance.now(), repeatMs = 30_000 } = options;
  const live = output.isTTY === true;
  const line = (text: string): void => void output.write(`${live ? "\r\u001B[K" : ""}services: ${text}${live ? "" : "\n"}`);

  return {
    note(text) {
      line(text);
      if (live) output.write("\n");
    },
    async step(title, work) {
      const startedAt = now();
      const show = (mark: string): void => line(`${mark} ${title} (${Math.round((now() - startedAt) / 1000)} s)`);
      show("…");
      const timer = setInterval(show, live ? 1000 : repeatMs, "…");
      let mark = "✗";
      try {
        const result = await work();
        mark = "✓";
        return result;
      } finally {
        clearInterval(timer);
        show(mark);
        if (live) output.write("\n");
      }
    },
  };
}
