import { type JsonObject, type MemoryRecord, PagefileError, type RecordRef } from "../contracts/index.ts";
import { defaultWeights, type RetrievalWeights } from "../retrieval/weights.ts";
import { edit } from "./edit.ts";
import type { SpaceContext } from "./space-context.ts";
import { write } from "./write.ts";

const retrieval = { kind: "block", collection: "settings", key: "retrieval" } as const satisfies RecordRef;
const names = Object.keys(defaultWeights) as (keyof RetrievalWeights)[];

/** The weights of a space: its own, then those of the memory, then the recipe's. */
export async function readWeights(
  context: Pick<SpaceContext, "journal" | "space">,
  memory: Partial<RetrievalWeights>,
): Promise<RetrievalWeights> {
  const [record] = await context.journal.get(context.space, [retrieval]);
  return { ...defaultWeights, ...memory, ...(record === undefined ? {} : keptWeights(record)) };
}

/** Keeps weights as a record like any other, so that they have a history, are exported and can be undone. */
export async function keepWeights(context: SpaceContext, weights: Partial<RetrievalWeights>): Promise<void> {
  const body = validWeights(weights);
  const { records } = await write(context, [{ ...retrieval, body, index: false, onConflict: "skip" }], {});
  if (records[0]?.outcome === "skipped") await edit(context, retrieval, { change: () => ({ body }), options: {} });
}

function validWeights(weights: Partial<RetrievalWeights>): JsonObject {
  const entries = Object.entries(weights).filter(([, weight]) => weight !== undefined);
  for (const [name, weight] of entries) {
    if (!names.some((known) => known === name))
      throw new PagefileError("QUERY_INVALID", `There is no weight called ${JSON.stringify(name)}; there are ${names.join(", ")}.`);
    if (typeof weight !== "number" || !Number.isFinite(weight) || Math.abs(weight) > 100)
      throw new PagefileError("QUERY_INVALID", `The weight ${name} must be a number from -100 to 100.`);
  }
  return Object.fromEntries(entries);
}

function keptWeights({ body }: MemoryRecord): Partial<RetrievalWeights> {
  if (body instanceof Uint8Array) return {};
  return Object.fromEntries(names.filter((name) => typeof body[name] === "number").map((name) => [name, body[name]]));
}
