import { type SharedValue, sharedValue } from "../shared-value.ts";

/** Whether the palette is shown; Ctrl+K, ⌘K and a button in the header open it. */
export const paletteOpen: SharedValue<boolean> = sharedValue(false);
