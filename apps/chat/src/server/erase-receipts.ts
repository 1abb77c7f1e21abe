import type { EraseReceiptView } from "../protocol/erase.ts";

const mostKept = 100;

/** The last receipts of erasures, so that a page can offer each as a file. They name records by id alone: nothing of what was erased is in them. */
export class EraseReceipts {
  readonly #newToken: () => string;
  readonly #receipts = new Map<string, EraseReceiptView>();

  constructor(newToken: () => string) {
    this.#newToken = newToken;
  }

  /** The receipt with the address of its file. */
  add(receipt: Omit<EraseReceiptView, "file">): EraseReceiptView {
    const oldest = this.#receipts.keys().next().value;
    if (this.#receipts.size >= mostKept && oldest !== undefined) this.#receipts.delete(oldest);
    const id = this.#newToken();
    const kept = { ...receipt, file: `/api/receipts/${id}` };
    this.#receipts.set(id, kept);
    return kept;
  }

  get(id: string): EraseReceiptView | undefined {
    return this.#receipts.get(id);
  }
}
