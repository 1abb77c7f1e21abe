import type { Store } from "@pagefile/core/contracts";
import { qdrant } from "@pagefile/store-qdrant";
import { QdrantClient } from "@qdrant/js-client-rest";
import { afterAll } from "vitest";

/** A collection for the tests of one file, which goes with them. */
export interface TestCollection {
  readonly name: string;
  /** The bare client, for damage from outside and for looking at what is stored. */
  readonly client: QdrantClient;
  /** A store as another process would open it. */
  open(): Store;
}

export function testCollection(url: string): TestCollection {
  const name = `test-${crypto.randomUUID()}`;
  const client = new QdrantClient({ url, checkCompatibility: false });
  afterAll(async () => void (await client.deleteCollection(name)));
  return { name, client, open: () => qdrant({ url, collection: name }) };
}
