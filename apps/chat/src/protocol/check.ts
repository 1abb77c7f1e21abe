/**
 * Whether the stores hold exactly what the journal says. `POST S/verify` begins to look, `POST S/repair` to mend as well; both answer 202
 * with CheckView at once. A space has one at a time: the same again is the one that runs, the other is a 409 (`CHECK_RUNNING`).
 * `GET S/verify` is CheckState; `DELETE S/verify` stops it (204). Progress comes as events. What one found is kept as long as the
 * program runs.
 */
export interface CheckView {
  readonly id: string;
  readonly repair: boolean;
  readonly state: "running" | "done" | "cancelled" | "failed";
  /** What is being read: `journal`, `records`, or the name of a store. Repairing begins again with the first after it mended. */
  readonly progress?: { readonly phase: string; readonly done: number; readonly total: number };
  /** When it is done. */
  readonly found?: VerifyView;
  readonly error?: string;
}

export interface CheckState {
  /** The one that runs, or the last. */
  readonly check?: CheckView;
}

export interface VerifyView {
  readonly sound: boolean;
  readonly entries: number;
  readonly records: number;
  readonly hash: string;
  /** The first entry at which the chain of hashes does not hold. */
  readonly broken?: { readonly seq: number; readonly reason: string };
  readonly stores: readonly {
    readonly store: string;
    readonly behind: number;
    readonly scanned: number;
    readonly findings: number;
    readonly deadLetters: number;
    readonly unavailable?: string;
  }[];
  /** After a repair. */
  readonly repaired?: number;
}
