import { blocksSaying, type EraseReceipt, recordText, type SpaceMemory } from "@pagefile/core";
import type { MemoryRecord, RecordId } from "@pagefile/core/contracts";
import type { Hono } from "hono";
import type { ErasePreview } from "../../protocol/erase.ts";
import type { ChatServices, SpaceEnv } from "../chat-services.ts";
import { documentPlaces, placeOf } from "../document-page.ts";
import { everyRecord } from "../every-record.ts";
import { recordId } from "../record-id.ts";
import { recordTitle, shortened } from "../record-text.ts";
import { type RequestBody, readBody } from "../request-body.ts";
import { invalid, notFound } from "../request-error.ts";

const mostIds = 10_000;
const mostExamples = 5;
/** Above that a page is told that everything it holds must go, and nobody looks for what else says it. */
const mostNamed = 1000;

export function eraseRoutes(app: Hono<SpaceEnv>, services: ChatServices): void {
  const { memory, erasePlans, eraseReceipts, feeds, agents, imports, checks, stoppedReplies, now } = services;

  app.post("/erase/preview", async (context) => {
    const { space } = context.var;
    const body = await readBody(context);
    const everything = body.has("everything") ? await everyRecord(memory, space.name) : undefined;
    const { from, ids } = everything === undefined ? await chosen(services, space, body) : { from: space, ids: everything.ids };
    const counts = everything ?? (await from.erase(ids, { preview: true }));
    const [records, derived] = "ids" in counts ? [counts.ids.length, 0] : [counts.erased.length, counts.derived.length];
    if (records === 0) throw notFound("There is nothing to erase.");
    const named = await from.getMany(ids.slice(0, mostNamed));
    const preview: ErasePreview = {
      token: erasePlans.add(space.name, { space: from.name, ids }),
      records,
      derived,
      entries: counts.entries,
      stores: memory.stores.map(({ name }) => name),
      examples: named.slice(0, mostExamples).map(exampleOf),
      blocks: await blocksSaying(from, { records: named, besides: new Set(ids) }),
    };
    return context.json(preview);
  });

  app.post("/erase", async (context) => {
    const asked = context.var.space;
    const { space: name, ids } = erasePlans.take(asked.name, (await readBody(context)).text("token", 100));
    const space = memory.space(name);
    const receipts: EraseReceipt[] = [];
    for (let at = 0; at < ids.length; at += mostIds) receipts.push(await space.erase(ids.slice(at, at + mostIds)));
    const erased = receipts.flatMap((receipt) => receipt.erased);
    const derived = receipts.flatMap((receipt) => receipt.derived);
    const gone = [...erased, ...derived];
    for (const told of new Set([asked.name, name])) {
      imports.forgetFinished(told);
      stoppedReplies.forget(told);
      feeds.tell(told, { type: "erase", records: gone.length > mostNamed ? [] : gone });
    }
    if ((await agents.roleOf(name)) === undefined) {
      agents.drop(name);
      imports.forget(name);
      checks.forget(name);
    }
    const { seq, hash } = receipts.at(-1)?.head ?? (await space.head());
    const receipt = eraseReceipts.add({
      space: name,
      at: now().toISOString(),
      erased,
      derived,
      entries: receipts.reduce((sum, { entries }) => sum + entries, 0),
      scrubbed: receipts.every(({ scrubbed }) => scrubbed),
      head: { seq, hash },
      pending: [...new Set(receipts.flatMap(({ pending }) => pending.map(({ store }) => store)))],
    });
    return context.json(receipt);
  });
}

interface Chosen {
  readonly from: SpaceMemory;
  readonly ids: readonly RecordId[];
}

async function chosen({ memory, agents }: ChatServices, space: SpaceMemory, body: RequestBody): Promise<Chosen> {
  const identity = body.optionalText("document");
  if (identity === undefined && !body.has("ids")) throw invalid("Say what to erase: “ids”, “document” or “everything”.");
  if (identity === undefined) return { from: space, ids: body.texts("ids", 1000).map(recordId) };
  const place = await placeOf(memory, documentPlaces(await agents.of(space.name), space.name), identity);
  return { from: place.space, ids: [place.document.id] };
}

function exampleOf(record: MemoryRecord): string {
  return shortened(recordText(record) || (recordTitle(record) ?? record.kind), 200);
}
