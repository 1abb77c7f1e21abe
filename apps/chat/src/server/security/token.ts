import { createHmac, randomBytes } from "node:crypto";

/** A secret of 128 bits that goes into an address. */
export function newToken(): string {
  return randomBytes(16).toString("base64url");
}

/**
 * What a browser keeps instead of the token. It follows from it, so a page stays logged in over a restart with the same token,
 * and does not tell it.
 */
export function cookieValue(token: string): string {
  return createHmac("sha256", token).update("pagefile page").digest("base64url");
}
