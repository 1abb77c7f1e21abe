import type { StoreLag } from "@pagefile/core";
import type { StoreView } from "../protocol/space.ts";

export function showStores(lags: readonly StoreLag[]): readonly StoreView[] {
  return lags.map(({ store, arms, behind, reason }) => ({ name: store, arms, behind, ...(reason !== undefined && { reason }) }));
}
