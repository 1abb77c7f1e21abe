import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from "node:readline";

/** What a person did at the prompt. A paste of several lines is one message. */
export type Typed = { readonly type: "line"; readonly text: string } | { readonly type: "interrupt" } | { readonly type: "end" };

export interface PromptOptions {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Newest first. */
  readonly history: readonly string[];
}

/**
 * Line editing with history while it asks. Between questions it keeps the terminal raw, so that Ctrl-C is a key that reaches
 * nobody else, and what is typed ahead waits for the next question.
 */
export class Prompt {
  readonly #input: NodeJS.ReadStream;
  readonly #output: NodeJS.WriteStream;
  #history: string[];
  #ahead = "";
  /** Where a line can be shown above the question. */
  #editor: Interface | undefined;

  constructor({ input, output, history }: PromptOptions) {
    this.#input = input;
    this.#output = output;
    this.#history = [...history];
  }

  /** With a blank line above it, `showAbove` has a place to show lines. */
  ask(prompt: string, { blankAbove = false }: { readonly blankAbove?: boolean } = {}): Promise<Typed> {
    const { promise, resolve } = Promise.withResolvers<Typed>();
    const { input, output } = { input: this.#input, output: this.#output };
    const editor = createInterface({
      input,
      output,
      prompt,
      terminal: true,
      history: this.#history,
      historySize: 500,
      removeHistoryDuplicates: true,
    });
    if (blankAbove) this.#editor = editor;
    const lines: string[] = [];
    const finish = (typed: Typed): void => {
      resolve(typed);
      editor.close();
    };
    editor.on("history", (history) => {
      this.#history = [...history];
    });
    editor.on("line", (line) => {
      lines.push(line);
      if (lines.length > 1) return;
      setImmediate(() => {
        this.#ahead = editor.line + this.#ahead;
        finish({ type: "line", text: lines.join("\n") });
      });
    });
    editor.on("SIGINT", () => {
      if (editor.line === "") return finish({ type: "interrupt" });
      editor.write(null, { ctrl: true, name: "e" });
      editor.write(null, { ctrl: true, name: "u" });
    });
    editor.on("close", () => {
      this.#editor = undefined;
      resolve({ type: "end" });
    });
    editor.prompt();
    // What was typed ahead goes in line by line, each a message of its own.
    const [ahead = "", ...later] = this.#ahead.split(/(?<=\r)/);
    this.#ahead = later.join("");
    if (ahead !== "") editor.write(ahead);
    return promise;
  }

  /** Shows a line above the question and its blank line, whatever is being typed. False where there is no such place. */
  showAbove(line: string): boolean {
    const editor = this.#editor;
    if (editor === undefined) return false;
    const { rows } = editor.getCursorPos();
    moveCursor(this.#output, 0, -rows - 1);
    cursorTo(this.#output, 0);
    clearScreenDown(this.#output);
    // Redrawing goes up as many rows as the cursor was down.
    this.#output.write(`${line}\n\n${"\n".repeat(rows)}`);
    editor.prompt(true);
    return true;
  }

  /** Runs something that Ctrl-C cancels. */
  async whileRunning<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const decoder = new TextDecoder();
    const onKeys = (keys: Buffer): void => {
      const text = decoder.decode(keys, { stream: true });
      if (text.includes("\u0003")) controller.abort(new DOMException("Cancelled with Ctrl-C.", "AbortError"));
      this.#ahead += text.replace(/\u001b(?:\[[0-9;]*[A-Za-z~]|.)/gs, "").replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "");
    };
    this.#input.setRawMode(true);
    this.#input.on("data", onKeys);
    this.#input.resume();
    try {
      return await run(controller.signal);
    } finally {
      this.#input.off("data", onKeys);
      this.#input.setRawMode(false);
      this.#input.pause();
    }
  }
}
