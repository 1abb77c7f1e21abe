import type { MiddlewareHandler } from "hono";
import { RequestError } from "../request-error.ts";
import type { Addresses } from "./addresses.ts";

const written = new Set(["application/json", "application/octet-stream"]);
/** Not HEAD: it would begin a feed that nobody reads and nothing ends. */
const known = new Set(["GET", "POST", "PUT", "DELETE"]);

/**
 * Lets in only what a page of this server sends. The host comes first: a name that was bound anew to this machine makes a
 * foreign page look as if it were ours, and its reads carry no origin.
 */
export function fromHere(addresses: () => Addresses): MiddlewareHandler {
  return async ({ req }, next) => {
    const { hosts, origins } = addresses();
    if (!hosts.has(req.header("host")?.toLowerCase() ?? ""))
      throw new RequestError(421, "HOST_REFUSED", { message: "This server does not answer under that address." });
    const origin = req.header("origin");
    if (origin !== undefined && !origins.has(origin))
      throw new RequestError(403, "ORIGIN_REFUSED", { message: "Only the page of this server may ask it." });
    const site = req.header("sec-fetch-site");
    if (site !== undefined && site !== "same-origin" && site !== "none")
      throw new RequestError(403, "ORIGIN_REFUSED", { message: "Another site led here; open the address itself." });
    if (!known.has(req.method)) throw new RequestError(405, "METHOD_REFUSED", { message: "This server does not know that method." });
    const type = req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
    // A deletion carries nothing; no page of another site can send one without asking first.
    const bare = req.method === "DELETE" && type === undefined;
    if (req.method !== "GET" && !bare && !written.has(type ?? ""))
      throw new RequestError(415, "CONTENT_TYPE_REFUSED", {
        message: "A write is application/json, or a file as application/octet-stream.",
      });
    await next();
  };
}
