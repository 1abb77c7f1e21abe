import type { Arm, Embedder, RecordKind, Store } from "../contracts/index.ts";

/** How a store follows the journal: what of it needs following, and under which cursors. */
export interface Following {
  readonly store: Store;
  /** The cursor of the arms that need no vector; absent where all of those are applied inside `append`. */
  readonly textCursor?: string;
  /** The cursor of the vector arm, which names the embedder: another embedder begins at 0 and fills while records stay. */
  readonly vectorCursor?: string;
  /** Kinds whose vectors this store holds. */
  readonly vectorKinds: ReadonlySet<RecordKind>;
}

/** `stores` in order of preference. A store that serves nothing outside of `append` does not follow and is never behind. */
export function followings(stores: readonly Store[], embedder: Embedder | undefined): readonly Following[] {
  return stores.map((store) => {
    const { serves, transactional = [] } = store.capabilities;
    const kinds = Object.keys(serves) as RecordKind[];
    const followsText = kinds.some((kind) => serves[kind]?.some((arm) => arm !== "vector" && !transactional.includes(arm)));
    const vectorKinds = new Set(embedder === undefined ? [] : kinds.filter((kind) => serving(stores, kind, "vector") === store));
    return {
      store,
      vectorKinds,
      ...(followsText ? { textCursor: store.name } : {}),
      ...(embedder === undefined || vectorKinds.size === 0 ? {} : { vectorCursor: `${store.name}@${embedder.id}` }),
    };
  });
}

/** The one store that serves an arm of a kind: the first that can. */
function serving(stores: readonly Store[], kind: RecordKind, arm: Arm): Store | undefined {
  return stores.find((store) => store.capabilities.serves[kind]?.includes(arm));
}
