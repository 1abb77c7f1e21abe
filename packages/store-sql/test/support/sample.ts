import { type Change, type IndexDocument, type Origin, parseSpace, type RecordContent, type Space } from "@pagefile/core/contracts";

/* Records for the tests of this package, and for the processes they start. */

export const home: Space = parseSpace("acme/alice");
export const now = "2026-05-03T10:00:00.000Z";

export function recordId(number: number): string {
  return `01960000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
}

type Put = Extract<Change, { type: "put" }>;

export interface Sample {
  readonly number: number;
  readonly text: string;
  readonly group?: string;
  readonly content?: Partial<RecordContent>;
  readonly origin?: Partial<Origin>;
}

/** A put of one message, its words split at blanks. */
export function samplePut(sample: Sample): Put & { readonly document: IndexDocument } {
  const { number, text, group, content, origin } = sample;
  return {
    type: "put",
    id: recordId(number),
    origin: { channel: "user", trust: "user", ...origin },
    content: { kind: "message", body: { role: "user", text }, tags: [], attributes: {}, createdAt: now, index: true, ...content },
    document: { text, terms: text.toLowerCase().split(" "), ...(group !== undefined && { group }) },
  };
}
