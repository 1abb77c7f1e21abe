import { canonicalJson, hashText } from "@pagefile/core/contracts";

/** Sixteen hexadecimal digits for some texts; the same texts in another order, or cut elsewhere, give others. */
export function digest(...texts: readonly string[]): string {
  return hashText(canonicalJson(texts)).slice(0, 16);
}
