import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import type { FaissModule } from "@pagefile/store-faiss";
import { dimensions, type Side } from "../side.ts";

/** The index alone, and a file that each batch of vectors is appended and synced to, without which a write is lost at the end. */
export function bareFaiss({ Index }: FaissModule, file: string): Side {
  const index = Index.fromFactory(dimensions, "HNSW32", 0);
  const descriptor = openSync(file, "w");
  return {
    async write(samples) {
      for (const { vector } of samples) writeSync(descriptor, vector);
      fsyncSync(descriptor);
      index.add(samples.flatMap(({ vector }) => [...vector]));
    },
    search: async ({ vector }) => index.search([...vector], 10).labels.length,
    close: async () => closeSync(descriptor),
  };
}
