import { PagefileError } from "../contracts/index.ts";

/** What is asked for makes sense. @throws PagefileError QUERY_INVALID */
export function demand(holds: boolean, message: string): void {
  if (!holds) throw new PagefileError("QUERY_INVALID", message);
}
