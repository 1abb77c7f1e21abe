import { errorCatalogue, isPagefileError } from "@pagefile/core/contracts";

/** Something went wrong, and a browser is to hear of it. */
export interface Failure {
  /** `turn`: the turn failed or stopped. `model`: one answer, or one request for it. `tool`: one call. `store`: a search. */
  readonly at: "turn" | "model" | "tool" | "store";
  /** What the program says of it. It may tell of the server: a path, an address, a key. */
  readonly text: string;
  /** The name of the tool. */
  readonly tool?: string;
  /** What was thrown, where something was. */
  readonly error?: unknown;
}

const longest = 4000;
const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const telling = [
  /(?:^|[\s"'`(=:<[])~?\.{0,2}\/[\w.@-]/,
  /[A-Za-z]:\\|\\\\\w/,
  /[a-z][a-z0-9+.-]*:\/\//i,
  /\d{1,3}(?:\.\d{1,3}){3}|\blocalhost\b|\[::|\b[a-z][\w.-]*:\d{2,5}\b/i,
  /\b(?:bearer|password|passwd|secret|token|api[_-]?key|authorization)\b["']?\s*[:=]|\bbearer\s+\S/i,
  new RegExp(`(?<![\\w-])(?!${uuid}(?![\\w-]))(?=[\\w-]*\\d)(?=[\\w-]*[a-z])[\\w-]{20,}`, "i"),
  /\n\s*at /,
];

const sentences = {
  turn: "Something went wrong on the server. What you wrote is kept; try again.",
  model: "The model could not answer for a moment.",
  tool: "The call failed; the server knows why.",
  store: "It could not be searched.",
} as const;

/**
 * What a browser is told of a failure: the sentence itself where it tells of nothing but the conversation, else a general one.
 * A sentence that holds what looks like a path, an address, a key or a stack is never shown.
 */
export function publicSentence({ at, text, error }: Failure): string {
  if (error !== undefined && !isPagefileError(error)) return sentences[at];
  const clean = text.trim() !== "" && text.length <= longest && !telling.some((pattern) => pattern.test(text));
  if (clean) return text;
  return (isPagefileError(error) ? errorCatalogue[error.code] : undefined) ?? sentences[at];
}
