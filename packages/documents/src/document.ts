/** What was read from a file, in reading order. */
export interface Document {
  readonly title: string;
  readonly paragraphs: readonly Paragraph[];
  /** Absent for what has none. */
  readonly pages?: number;
  readonly problems: readonly Problem[];
}

export interface Paragraph {
  readonly text: string;
  /** The headings above it, outermost first. */
  readonly headings: readonly string[];
  /** From 1. */
  readonly page?: number;
}

/** A part of a document that could not be read, and why. */
export interface Problem {
  readonly page?: number;
  readonly reason: string;
}

/** A file to be read: its name says what kind it is. */
export interface DocumentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ReadDocumentOptions {
  /** Ends it between two pages, or soon, with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told after each page of what has pages, also one that could not be read; `page` from 1. */
  readonly onPage?: (page: number, pages: number) => void;
}
