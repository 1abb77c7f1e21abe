import type { Space, Store } from "@pagefile/core/contracts";

type Copy = ReturnType<Store["scan"]> extends AsyncIterable<infer Item> ? Item : never;

/** Everything a store holds of a space. */
export async function copiesIn(store: Store, space: Space): Promise<readonly Copy[]> {
  const copies: Copy[] = [];
  for await (const copy of store.scan(space)) copies.push(copy);
  return copies;
}
