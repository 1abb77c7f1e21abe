import { createHash } from "node:crypto";

/** Sixteen hexadecimal digits for some texts; the same texts in another order, or cut elsewhere, give others. */
export function digest(...texts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 16);
}
