/**
 * `PUT S/imports/:name` with the file's bytes as application/octet-stream begins one and answers 202 with ImportView, when all
 * bytes are here; an agent that keeps its documents in a space it mounts gets it there.
 * `GET S/imports` lists them, oldest first; `DELETE S/imports/:id` cancels (204). Progress comes as events.
 */
export interface ImportView {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly state: "receiving" | "reading" | "writing" | "indexing" | "done" | "cancelled" | "failed";
  readonly pages?: { readonly done: number; readonly total: number };
  readonly chunks?: { readonly written: number; readonly total: number };
  /** Vectors: chunks whose vectors are there, where there is an embedder. */
  readonly embedded?: { readonly done: number; readonly total: number };
  readonly entries: number;
  readonly problems: readonly { readonly page?: number; readonly reason: string }[];
  readonly error?: string;
}

export interface ImportsView {
  readonly imports: readonly ImportView[];
  /** What can be read, and the most bytes of one file. */
  readonly formats: readonly string[];
  readonly maxBytes: number;
}

/** `GET S/documents?cursor=…`; `POST S/documents/forget { document }` takes one out (ForgetReceipt). */
export interface DocumentsView {
  readonly items: readonly DocumentView[];
  readonly next?: string;
}

export interface DocumentView {
  /** Its identity. */
  readonly document: string;
  readonly name: string;
  readonly title: string;
  readonly chunks: number;
  readonly pages?: number;
  readonly importedAt: string;
  readonly complete: boolean;
  /** The space it is in. Mounted documents can be read, and forgotten only where the agent keeps its own there. */
  readonly space: string;
  readonly writable: boolean;
}
