import { createHash } from "node:crypto";

/** A statement that stays the same: each connection parses and plans it once, which costs more than doing it. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export function prepared(text: string): Statement {
  return { name: `pagefile_${createHash("sha256").update(text).digest("hex").slice(0, 32)}`, text };
}
