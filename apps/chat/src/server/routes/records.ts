import { type Entry, isPagefileError, type MemoryRecord } from "@pagefile/core/contracts";
import type { SpaceMemory } from "@pagefile/core";
import type { Hono } from "hono";
import { type Verdict, verdicts } from "../../protocol/judgement.ts";
import { correctableKinds, type RecordView } from "../../protocol/record.ts";
import type { ShownRecord } from "../../protocol/shown-record.ts";
import { byUser, type ChatServices, type SpaceEnv } from "../chat-services.ts";
import { correctedOrigin } from "../corrected-origin.ts";
import { recordId } from "../record-id.ts";
import { readBody } from "../request-body.ts";
import { notFound, RequestError } from "../request-error.ts";
import { RequestQuery } from "../request-query.ts";
import { showHistory } from "../shown-history.ts";
import { showRecords } from "../shown-record.ts";

const mostDerived = 100;
const mostParents = 100;

export function recordRoutes(app: Hono<SpaceEnv>, services: ChatServices): void {
  app.get("/records/:id", async (context) => {
    const id = recordId(context.req.param("id"));
    const { space, entries } = await placeOf(id, context.var.space, services);
    const at = space === context.var.space ? new RequestQuery(context).at : undefined;
    const record = await (at === undefined ? space.get(id) : space.at(at).get(id));
    const known = at === undefined ? entries : entries.filter(({ seq }) => seq <= at);
    if (known.length === 0) throw notFound("There is no such record.");
    const parents = record?.origin.parents ?? known.findLast(({ origin }) => origin !== undefined)?.origin?.parents ?? [];
    const current = record && (await shown(space, record, true));
    const view: RecordView = {
      ...(current !== undefined && { record: current }),
      history: showHistory(known),
      parents: await listed(space, await space.getMany(parents.slice(0, mostParents))),
      derived: await listed(space, (await space.list({ parent: id, limit: mostDerived })).items),
    };
    return context.json(view);
  });

  app.put("/records/:id", async (context) => {
    const { space } = context.var;
    const id = recordId(context.req.param("id"));
    const body = await readBody(context);
    const [text, expectedVersion] = [body.text("text"), body.count("expectedVersion")];
    const record = await existing(space, id);
    if (!correctableKinds.has(record.kind) || record.body instanceof Uint8Array)
      throw new RequestError(422, "NOT_CORRECTABLE", { message: `A ${record.kind} is not one text: take it back and say the right one.` });
    try {
      await space.update(id, { text }, { expectedVersion, origin: correctedOrigin(record) });
    } catch (error) {
      if (!isPagefileError(error, "VERSION_CONFLICT")) throw error;
      const current = await space.get(id);
      throw new RequestError(409, "VERSION_CONFLICT", {
        message: "The record was changed meanwhile; nothing was written.",
        ...(current !== undefined && { current: await shown(space, current, true) }),
      });
    }
    return context.json(await shown(space, await existing(space, id), true));
  });

  app.put("/records/:id/judgement", async (context) => {
    const { space } = context.var;
    const id = recordId(context.req.param("id"));
    const verdict: Verdict | null = (await readBody(context)).choice("verdict", verdicts);
    await existing(space, id);
    await space.judge(id, verdict ?? undefined, { origin: byUser });
    return context.json(await shown(space, await existing(space, id)));
  });
}

interface RecordPlace {
  readonly space: SpaceMemory;
  readonly entries: readonly Entry[];
}

/** The record's history in the space itself, or in one that its agent looks into, where that has the record. */
async function placeOf(id: string, space: SpaceMemory, { memory, agents }: ChatServices): Promise<RecordPlace> {
  const entries = await space.history(id);
  if (entries.length > 0) return { space, entries };
  for (const mount of (await agents.of(space.name))?.mounts ?? []) {
    const mounted = memory.space(mount.space);
    if ((await mounted.get(id)) !== undefined) return { space: mounted, entries: await mounted.history(id) };
  }
  return { space, entries };
}

async function existing(space: SpaceMemory, id: string): Promise<MemoryRecord> {
  const record = await space.get(id);
  if (record === undefined) throw notFound("There is no such record.");
  return record;
}

async function shown(space: SpaceMemory, record: MemoryRecord, whole = false): Promise<ShownRecord | undefined> {
  return (await showRecords(space, [record], { whole })).get(record.id);
}

async function listed(space: SpaceMemory, records: readonly MemoryRecord[]): Promise<readonly ShownRecord[]> {
  return [...(await showRecords(space, records)).values()];
}
