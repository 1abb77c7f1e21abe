import { hashText, type RecordContent } from "../contracts/index.ts";

/** The collection of passages that bring no name of their own. */
export const contentCollection = "content";

/**
 * The key that makes a passage unique by its text: equal for texts that differ only in blanks, line breaks or the Unicode
 * form of their characters.
 */
export function contentKey(text: string): string {
  return hashText(text.normalize("NFC").replace(/\s+/gu, " ").trim());
}

/** Whether a record is named by its own text, so that its name follows the text. */
export function isNamedByContent(content: Pick<RecordContent, "kind" | "collection">): boolean {
  return content.kind === "passage" && content.collection === contentCollection;
}

/** The text of a body, where it has one. */
export function bodyText(body: RecordContent["body"]): string | undefined {
  return !(body instanceof Uint8Array) && typeof body["text"] === "string" ? body["text"] : undefined;
}
