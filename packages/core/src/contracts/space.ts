import { PagefileError } from "./errors.ts";

declare const brand: unique symbol;

/**
 * The unit of isolation, sharing and erasure: `tenant/name`, for example `acme/alice`. Only `parseSpace` makes one, so
 * an adapter that is handed a Space never checks it again.
 */
export type Space = string & { readonly [brand]: "Space" };

const form = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\/[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * Checks a space name: two parts of 1 to 64 ASCII letters, digits, `.`, `_` or `-`, each starting with a letter or digit.
 * Nothing is trimmed, folded or defaulted, so two spaces are the same exactly when their names are.
 * @throws PagefileError SPACE_INVALID for anything else, the empty string, wildcards and arrays included.
 */
export function parseSpace(name: unknown): Space {
  if (typeof name === "string" && form.test(name)) return name as Space;
  const shown = typeof name === "string" ? JSON.stringify(name.slice(0, 80)) : Array.isArray(name) ? "an array" : String(typeof name);
  throw new PagefileError(
    "SPACE_INVALID",
    `A space is "tenant/name" in ASCII letters, digits, ".", "_" and "-" (at most 64 each), for example "acme/alice"; got ${shown}.`,
  );
}
