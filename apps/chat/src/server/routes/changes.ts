import type { SpaceMemory } from "@pagefile/core";
import type { Hono } from "hono";
import type { ForgetReceipt } from "../../protocol/record.ts";
import type { UndoReceipt } from "../../protocol/timeline.ts";
import { byUser, type SpaceEnv } from "../chat-services.ts";
import { recordId } from "../record-id.ts";
import { readBody } from "../request-body.ts";
import { showUndone } from "../shown-undo.ts";

const mostForgotten = 1000;

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
    const body = await readBody(context);
    const undoing = { id: recordId(body.text("record", 100)), preview: body.flag("preview") };
    const changed = (await undoneDocument(space, undoing)) ?? (await undone(space, undoing));
    const receipt: UndoReceipt = { changed };
    return context.json(receipt);
  });
}

interface Undoing {
  readonly id: string;
  readonly preview: boolean;
}

type Changed = UndoReceipt["changed"];

/** Whoever wrote what comes back is still the one who wrote it, so nothing gains trust by coming back. */
async function undone(space: SpaceMemory, { id, preview }: Undoing): Promise<Changed> {
  const { records } = await space.undo(id, { preview: true });
  if (preview) return showUndone(records);
  const changed = new Set((await space.undo(id)).records.map((record) => record.id));
  return showUndone(records.filter((record) => changed.has(record.id)));
}

/** A document that was forgotten comes back with all its passages. */
async function undoneDocument(space: SpaceMemory, { id, preview }: Undoing): Promise<Changed | undefined> {
  const [before, last] = (await space.history(id)).slice(-2);
  const { content } = before ?? {};
  if (last?.operation !== "delete" || content?.kind !== "block" || content.collection !== "documents") return undefined;
  if (!preview) await space.documents.restore(id);
  const { title = "", chunks = 0 } = content.body instanceof Uint8Array ? {} : content.body;
  const passages = chunks === 1 ? "1 passage" : `${String(chunks)} passages`;
  return [{ record: id, kind: "block", outcome: "back", text: `${String(title)} (${passages})` }];
}
