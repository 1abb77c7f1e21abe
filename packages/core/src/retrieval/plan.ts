import type { Arm, RecordKind, Store } from "../contracts/index.ts";

/** One search to make: an arm, the store that serves it, and the kinds it serves it for. */
export interface Route {
  readonly arm: Arm;
  readonly store: Store;
  readonly kinds: readonly RecordKind[];
}

/** Each (kind, arm) goes to the first store that serves it; what one store serves of an arm is one search. */
export function planRoutes(stores: readonly Store[], kinds: readonly RecordKind[], arms: readonly Arm[]): readonly Route[] {
  return arms.flatMap((arm) => {
    const kindsOf = new Map<Store, RecordKind[]>();
    for (const kind of kinds) {
      const store = stores.find(({ capabilities }) => capabilities.serves[kind]?.includes(arm));
      if (store !== undefined) kindsOf.set(store, [...(kindsOf.get(store) ?? []), kind]);
    }
    return [...kindsOf].map(([store, served]) => ({ arm, store, kinds: served }));
  });
}
