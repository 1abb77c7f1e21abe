import { type SharedValue, sharedValue } from "../shared-value.ts";
import type { SafeLink } from "./safe-link.ts";

/** The link somebody is about to follow, before they have seen where it goes. */
export const askedLink: SharedValue<SafeLink | undefined> = sharedValue<SafeLink | undefined>(undefined);
