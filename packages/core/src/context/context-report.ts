/** How the window is filled, in tokens, and what fills it. The parts and `free` add up to `window - reserved`. */
export interface ContextReport {
  readonly window: number;
  /** Kept free for the answer. */
  readonly reserved: number;
  /** System text and tool descriptions. */
  readonly system: number;
  readonly blocks: number;
  readonly summary: number;
  readonly queue: number;
  readonly recalled: number;
  readonly free: number;
  /** Messages in the queue. */
  readonly messages: number;
  /** Whether the figures are anchored on what the server counted, or estimated. */
  readonly anchored: boolean;
  readonly summaryText: string;
}
