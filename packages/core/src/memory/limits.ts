import { PagefileError } from "../contracts/index.ts";

/** What one record and one call may hold at most. */
export const limits = {
  /** Bytes of UTF-8 in one text. */
  textBytes: 1_048_576,
  /** Characters of a JSON body as text, and bytes of a body of bytes. */
  body: 16_777_216,
  /** Levels of a JSON body. */
  bodyDepth: 64,
  tags: 64,
  tagLength: 128,
  attributes: 64,
  attributeLength: 4_096,
  nameLength: 512,
  /** Drafts of one write. */
  batch: 1_000,
  /** Records of one call by reference. */
  refs: 10_000,
} as const;

/** @throws PagefileError LIMIT_EXCEEDED, saying by how much */
export function withinLimit(what: string, size: number, limit: number): void {
  if (size <= limit) return;
  throw new PagefileError(
    "LIMIT_EXCEEDED",
    `${what} is ${size.toLocaleString("en")}, which is ${(size - limit).toLocaleString("en")} more than the limit of ${limit.toLocaleString("en")}.`,
  );
}
