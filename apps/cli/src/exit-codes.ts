/** What the program's exit code says. */
export const exitCodes = {
  done: 0,
  /** `search` found nothing; `verify` found a disagreement. */
  nothing: 1,
  /** Wrong options, an unknown command, a file that cannot be read. */
  usage: 2,
  /** The memory or the model failed, or a call waits for a word. */
  failed: 3,
} as const;
