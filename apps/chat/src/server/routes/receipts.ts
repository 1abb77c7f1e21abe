import type { Hono } from "hono";
import type { ChatServices } from "../chat-services.ts";
import { notFound } from "../request-error.ts";

/** Outside any space, because a space that was erased whole is not there any more. */
export function receiptRoutes(app: Hono, { eraseReceipts }: ChatServices): void {
  app.get("/api/receipts/:id", (context) => {
    const receipt = eraseReceipts.get(context.req.param("id"));
    if (receipt === undefined) throw notFound("There is no such receipt; they are kept for as long as the program runs.");
    const { file: _, ...content } = receipt;
    context.header("content-disposition", `attachment; filename="erasure-${receipt.space.replace("/", "-")}-${receipt.head.seq}.json"`);
    return context.body(`${JSON.stringify(content, undefined, 2)}\n`, 200, { "content-type": "application/json; charset=utf-8" });
  });
}
