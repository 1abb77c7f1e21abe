import { type SharedValue, sharedValue } from "../shared-value.ts";

/** Whether the last request got an answer. A machine without a network still reaches the program on it, so the browser's own word for it does not count. */
export const answering: SharedValue<boolean> = sharedValue(true);

/** The server knows this browser no more: it was started anew with another token, or the cookie is gone. */
export const signedOut: SharedValue<boolean> = sharedValue(false);
