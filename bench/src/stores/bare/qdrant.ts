import { QdrantClient } from "@qdrant/js-client-rest";
import { dimensions, type Side } from "../side.ts";

/** A collection with one dense vector and a payload, written with `wait`. */
export async function bareQdrant(url: string, collection: string): Promise<Side> {
  const client = new QdrantClient({ url, checkCompatibility: false });
  await client.createCollection(collection, { vectors: { size: dimensions, distance: "Cosine" } });
  return {
    async write(samples) {
      const points = samples.map(({ id, terms, vector }) => ({ id, vector: [...vector], payload: { id, terms } }));
      await client.upsert(collection, { wait: true, points });
    },
    search: async ({ vector }) => (await client.query(collection, { query: [...vector], limit: 10, with_payload: ["id"] })).points.length,
    async close() {
      await client.deleteCollection(collection);
    },
  };
}
