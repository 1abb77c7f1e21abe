/** Something the person at the keyboard can put right; the message says how. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
