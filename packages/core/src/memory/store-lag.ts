import { arms, type Embedder, recordKinds, type Space, type Store } from "../contracts/index.ts";
import type { Projector } from "../projection/projector.ts";
import { planRoutes } from "../retrieval/plan.ts";
import type { StoreLag } from "./memory.ts";

export interface LagContext {
  readonly stores: readonly Store[];
  readonly embedder: Embedder | undefined;
  readonly projector: Pick<Projector, "behind" | "hindrance">;
}

/** Asks the journal's cursors, and no store. */
export async function storeLags({ stores, embedder, projector }: LagContext, space: Space): Promise<readonly StoreLag[]> {
  const searched = arms.filter((arm) => arm !== "vector" || embedder !== undefined);
  const routes = planRoutes(stores, recordKinds, searched);
  return Promise.all(
    stores.map(async (store): Promise<StoreLag> => {
      const served = routes.filter((route) => route.store === store).map(({ arm }) => arm);
      const behind = await projector.behind(space, store);
      const reason = behind === 0 ? undefined : projector.hindrance(space, store);
      return { store: store.name, arms: served, behind, ...(reason !== undefined && { reason }) };
    }),
  );
}
