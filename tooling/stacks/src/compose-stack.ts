import { createRequire } from "node:module";
import type { Journal, Store } from "@pagefile/core/contracts";
import { faiss } from "@pagefile/store-faiss";
import { neo4j } from "@pagefile/store-neo4j";
import { qdrant } from "@pagefile/store-qdrant";
import { postgres, sqlite } from "@pagefile/store-sql";

/** Where the parts of a stack are; a part that is not named is not in it. As JSON it goes to another process. */
export interface StackPlaces {
  readonly sqlite?: { readonly file: string };
  readonly postgres?: { readonly url: string; readonly schema: string };
  readonly faiss?: { readonly folder: string; readonly addon: string };
  readonly qdrant?: { readonly url: string; readonly collection: string };
  readonly neo4j?: { readonly url: string };
}

export interface Stack {
  readonly journal: Journal;
  readonly stores: readonly Store[];
}

/** FAISS comes before Qdrant, which else would have the vectors of messages and passages to itself. */
export function composeStack(places: StackPlaces): Stack {
  const stores: Store[] = [];
  if (places.faiss !== undefined) {
    const { folder, addon } = places.faiss;
    stores.push(faiss({ folder, load: async () => createRequire(import.meta.url)(addon) as never }));
  }
  if (places.qdrant !== undefined) stores.push(qdrant(places.qdrant));
  if (places.neo4j !== undefined) stores.push(neo4j(places.neo4j));
  return { journal: openJournal(places), stores };
}

function openJournal(places: StackPlaces): Journal {
  if (places.postgres !== undefined) return postgres(places.postgres);
  if (places.sqlite !== undefined) return sqlite(places.sqlite);
  throw new TypeError("A stack has a journal: name sqlite or postgres.");
}
