import type { SpaceMemory } from "@pagefile/core";
import type { Hono } from "hono";
import type { ForgetReceipt } from "../../protocol/record.ts";
import type { UndoReceipt } from "../../protocol/timeline.ts";
import { byUser, type SpaceEnv } from "../chat-services.ts";
import { recordId } from "../record-id.ts";
import { recordText, shortened } from "../record-text.ts";
import { readBody } from "../request-body.ts";

const mostForgotten = 1000;
const mostShown = 100;

/** Taking records out, and taking back what was done last. */
export function changeRoutes(app: Hono<SpaceEnv>): void {
  app.post("/forget", async (context) => {
    const { space } = context.var;
    const ids = (await readBody(context)).texts("ids", mostForgotten).map(recordId);
    const { records, pending } = await space.delete(ids, { origin: byUser });
    const receipt: ForgetReceipt = {
      forgotten: records.filter(({ outcome }) => outcome === "deleted").map(({ id }) => id),
      pending: pending.map(({ store }) => store),
    };
    return context.json(receipt);
  });

  app.post("/undo", async (context) => {
    const { space } = context.var;
    const id = recordId((await readBody(context)).text("record", 100));
    const changed = (await undoneDocument(space, id)) ?? (await undone(space, id));
    const receipt: UndoReceipt = { changed };
    return context.json(receipt);
  });
}

type Changed = UndoReceipt["changed"];

/** Whoever wrote what comes back is still the one who wrote it, so nothing gains trust by coming back. */
async function undone(space: SpaceMemory, id: string): Promise<Changed> {
  const { records } = await space.undo(id);
  const now = new Map((await space.getMany(records.slice(0, mostShown).map((record) => record.id))).map((record) => [record.id, record]));
  return records.map(({ id: record, outcome }) => {
    const current = now.get(record);
    return { record, outcome, ...(current !== undefined && { text: shortened(recordText(current), 1000) }) };
  });
}

/** A document that was forgotten comes back with all its passages. */
async function undoneDocument(space: SpaceMemory, id: string): Promise<Changed | undefined> {
  const [before, last] = (await space.history(id)).slice(-2);
  const { content } = before ?? {};
  if (last?.operation !== "delete" || content?.kind !== "block" || content.collection !== "documents") return undefined;
  const { identity } = await space.documents.restore(id);
  const document = await space.documents.get(identity);
  return [{ record: id, outcome: "created", ...(document !== undefined && { text: `${document.title} (${document.chunks} passages)` }) }];
}
