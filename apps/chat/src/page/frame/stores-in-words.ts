import type { StoreView } from "../../protocol/space.ts";
import { counted } from "../design/count.ts";

/** "3 stores in step"; "qdrant 12 behind"; "2 stores behind". */
export function storesInWords(stores: readonly StoreView[]): string {
  const behind = stores.filter((store) => store.behind > 0 || store.reason !== undefined);
  const [worst] = behind;
  if (stores.length === 0) return "Connecting";
  if (!worst) return `${counted(stores.length, "store")} in step`;
  if (behind.length > 1) return `${behind.length} stores behind`;
  return worst.behind > 0 ? `${worst.name} ${worst.behind} behind` : `${worst.name} does not answer`;
}
