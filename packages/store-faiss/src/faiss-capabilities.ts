import type { StoreCapabilities } from "@pagefile/core/contracts";
import type { FaissFactory } from "./faiss-options.ts";

export const serves: StoreCapabilities["serves"] = { message: ["vector"], passage: ["vector"] };

export function capabilitiesOf(factory: FaissFactory): StoreCapabilities {
  return { serves, filters: "none", vectorSearch: factory === "Flat" ? "exact" : "approximate", maxBatch: 256 };
}
