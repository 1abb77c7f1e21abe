/** The ways in which a model's answer can be unusable. */
export type MistakeCode =
  | "TRUNCATED"
  | "MALFORMED_JSON"
  | "ARGUMENTS_INVALID"
  | "DOUBLED_KEY"
  | "FORBIDDEN_KEY"
  | "TOO_DEEP"
  | "TOO_LONG"
  | "BAD_TEXT"
  | "UNKNOWN_TOOL"
  | "TOO_MANY_CALLS"
  | "EMPTY"
  | "REFUSED"
  | "ENDLESS";

/** An answer that is neither run nor stored; `sentence` tells the model what was wrong and what to do instead. */
export class Mistake {
  readonly code: MistakeCode;
  readonly sentence: string;

  constructor(code: MistakeCode, sentence: string) {
    this.code = code;
    this.sentence = sentence;
  }
}

/** What the model is told in the next request, and only there. */
export function correctionText({ code, sentence }: Mistake): string {
  return `[Your last answer could not be used and nothing of it was done. ${code}: ${sentence}]`;
}
