import { join } from "node:path";
import { openMemory, type SpaceMemory } from "@pagefile/core";
import { sqlite } from "@pagefile/store-sql";
import { messages, randomEmbedder, sentences } from "./corpus.ts";
import { readOnce } from "./floors.ts";
import { median, percentile, rounded, timed } from "./timing.ts";

const dimensions = 384;
const queries = 30;

/** Each arm and the whole read at a size, against one pass over the same number of bytes of vectors in the same run. */
export async function search(folder: string, size: number, progress: (text: string) => void): Promise<object> {
  await using memory = openMemory({
    journal: sqlite({ file: join(folder, `search-${size}.db`) }),
    embedder: randomEmbedder(dimensions),
    storeDeadlineMs: 600_000,
  });
  const space = memory.space("bench/search");
  await fill(space, size, progress);
  progress(`searching ${size} records`);
  const asked = sentences(queries, 99).map((text) => text.split(" ").slice(0, 4).join(" "));
  await space.read("warm up");
  const floorValues = new Float32Array(size * dimensions).fill(0.5);
  const floor: number[] = [];
  const times: Record<"lexical" | "vector" | "together", number[]> = { lexical: [], vector: [], together: [] };
  for (const query of asked) {
    floor.push(await timed(() => readOnce(floorValues)));
    times.lexical.push(await timed(() => space.read(query, { arms: ["lexical"] })));
    times.vector.push(await timed(() => space.read(query, { arms: ["vector"] })));
    times.together.push(await timed(() => space.read(query)));
  }
  const figures = (values: readonly number[]): object => ({
    overBandwidthFloor: rounded(median(values) / median(floor)),
    p50Ms: rounded(median(values)),
    p95Ms: rounded(percentile(values, 0.95)),
  });
  return {
    records: size,
    floorMs: rounded(median(floor)),
    lexical: figures(times.lexical),
    vector: figures(times.vector),
    together: figures(times.together),
  };
}

async function fill(space: SpaceMemory, size: number, progress: (text: string) => void): Promise<void> {
  for (let at = 0; at < size; at += 1000) {
    await space.write(messages(Math.min(1000, size - at), at + 7));
    if (at % 10_000 === 0) progress(`writing ${at} of ${size} records`);
  }
}
