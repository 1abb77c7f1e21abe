import type { Context } from "hono";

/** A front end may say which major of `ai` it is written with, and then gets what that one understands. */
export function clientMajor({ req }: Context): { readonly client?: 5 | 6 | 7 } {
  const major = [5 as const, 6 as const, 7 as const].find((known) => String(known) === req.header("x-ai-sdk-major"));
  return major === undefined ? {} : { client: major };
}
