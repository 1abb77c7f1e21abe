import type { EraseReceiptView } from "../../protocol/erase.ts";
import { type SharedValue, sharedValue } from "../shared-value.ts";

/** The receipt that is shown. What was erased takes its own screen with it, and sometimes its space, so the receipt stands above both. */
export const receipt: SharedValue<EraseReceiptView | undefined> = sharedValue<EraseReceiptView | undefined>(undefined);
