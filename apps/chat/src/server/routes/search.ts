import type { ReadOptions, Recall, SpaceMemory } from "@pagefile/core";
import { arms, type Channel, channels, type Filter, type MemoryRecord, type RecordId, recordKinds } from "@pagefile/core/contracts";
import type { Hono } from "hono";
import type { WhyNotView } from "../../protocol/recall.ts";
import type { ChatServices, SpaceEnv } from "../chat-services.ts";
import { recordId } from "../record-id.ts";
import { given, RequestQuery } from "../request-query.ts";
import { recordOf, showRecall, showWhy } from "../shown-recall.ts";
import { showRecords } from "../shown-record.ts";

const mostHits = 200;
const defaultHits = 20;

export function searchRoutes(app: Hono<SpaceEnv>, { memory, agents }: ChatServices): void {
  app.get("/search", async (context) => {
    const { space } = context.var;
    const query = new RequestQuery(context);
    const wanted = query.words("channels", channels);
    const limit = query.count("limit", { least: 1, most: mostHits }) ?? defaultHits;
    const { at } = query;
    const from = at === undefined ? space : space.at(at);
    const mounts = at === undefined ? (await agents.of(space.name))?.mounts : undefined;
    // Who said it is no attribute one can filter on, so more is read than is shown.
    const recall = await from.read(query.required("q"), {
      ...readOptions(query),
      ...(mounts !== undefined && mounts.length > 0 && { mounts }),
      limit: wanted === undefined ? limit : Math.min(mostHits, limit * 5),
      signal: context.req.raw.signal,
    });
    return context.json(await showRecall(memory, space.name, wanted === undefined ? recall : onlyFrom(recall, wanted, limit)));
  });

  app.get("/why-not", async (context) => {
    const query = new RequestQuery(context);
    const id = recordId(query.required("record"));
    const { space, record } = await spaceOf(context.var.space, id);
    const options = { ...readOptions(query), limit: defaultHits };
    const { reason, explanation, rank, score, why } = await space.whyNot(query.required("q"), id, options);
    const view: WhyNotView = {
      id,
      reason,
      explanation,
      ...given("rank", rank),
      ...given("score", score),
      ...(why !== undefined && { why: showWhy(why) }),
      ...(record !== undefined && recordOf(await showRecords(space, [record]), id)),
    };
    return context.json(view);
  });

  /** Where a record is that a search of this space may give: there, or in a mounted one. */
  async function spaceOf(home: SpaceMemory, id: RecordId): Promise<{ readonly space: SpaceMemory; readonly record?: MemoryRecord }> {
    const mounts = (await agents.of(home.name))?.mounts ?? [];
    for (const space of [home, ...mounts.map((mount) => memory.space(mount.space))]) {
      const record = await space.get(id);
      if (record !== undefined) return { space, record };
    }
    return { space: home };
  }
}

function readOptions(query: RequestQuery): ReadOptions {
  const [gte, lt] = [query.instant("from"), query.instant("to")];
  const filter: Filter | undefined =
    gte === undefined && lt === undefined ? undefined : { time: "createdAt", range: { ...given("gte", gte), ...given("lt", lt) } };
  return {
    ...given("arms", query.words("arms", arms)),
    ...given("kinds", query.words("kinds", recordKinds)),
    ...given("filter", filter),
    ...given("budgetTokens", query.count("budget", { least: 1, most: 1_000_000 })),
    ...given("cursor", query.text("cursor", 4000)),
  };
}

function onlyFrom(recall: Recall, wanted: readonly Channel[], limit: number): Recall {
  const fits = ({ record }: Recall["cut"][number] | Recall["hits"][number]): boolean => wanted.includes(record.origin.channel);
  const hits = recall.hits.filter(fits).slice(0, limit);
  const tokens = hits.reduce((sum, hit) => sum + hit.tokens, 0);
  return { ...recall, hits, cut: recall.cut.filter(fits), found: hits.length > 0, tokens };
}
