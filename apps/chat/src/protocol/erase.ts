/** `POST S/erase/preview`: what would go. One of `ids`, `document` (its identity) or `everything`. */
export interface ErasePreviewRequest {
  readonly ids?: readonly string[];
  readonly document?: string;
  readonly everything?: true;
}

export interface ErasePreview {
  /** To hand back within five minutes; good once. */
  readonly token: string;
  readonly records: number;
  /** Made from them, and erased with them. */
  readonly derived: number;
  readonly entries: number;
  readonly stores: readonly string[];
  /** A few of them, as text. */
  readonly examples: readonly string[];
  /** Labels of blocks that say the same, and stay with all of their versions. */
  readonly blocks: readonly string[];
}

/** `POST S/erase`. */
export interface EraseRequest {
  readonly token: string;
}

/** A receipt one can save. */
export interface EraseReceiptView {
  readonly space: string;
  readonly at: string;
  readonly erased: readonly string[];
  readonly derived: readonly string[];
  readonly entries: number;
  /** Whether freed space was overwritten in every file. */
  readonly scrubbed: boolean;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly pending: readonly string[];
  /** Where it can be had as a file for as long as the program runs: `GET /api/receipts/:id`. */
  readonly file: string;
}
