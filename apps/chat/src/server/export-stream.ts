import { Readable } from "node:stream";
import type { SpaceMemory } from "@pagefile/core";

/** A space with its whole history as a file to save: JSON lines, one at a time, however long it is. */
export function exportStream(space: SpaceMemory): Response {
  const name = `${space.name.replace("/", "-")}.jsonl`;
  const lines = Readable.toWeb(Readable.from(space.export(), { objectMode: false })) as ReadableStream<Uint8Array>;
  return new Response(lines, {
    headers: { "content-type": "application/x-ndjson; charset=utf-8", "content-disposition": `attachment; filename="${name}"` },
  });
}
