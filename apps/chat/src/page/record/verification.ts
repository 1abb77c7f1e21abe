import type { VerifyView } from "../../protocol/space.ts";
import { call } from "../server/call.ts";
import { spacePath } from "../server/paths.ts";
import { type SharedValue, sharedValue } from "../shared-value.ts";

/** What the last verification of a space found, which the timeline and the space's own screen both show. */
export interface Verification {
  readonly space: string;
  readonly view: VerifyView;
}

export const verification: SharedValue<Verification | undefined> = sharedValue<Verification | undefined>(undefined);

export async function verifySpace(space: string): Promise<void> {
  verification.set({ space, view: await call<VerifyView>(spacePath(space, "verify")) });
}

export async function repairSpace(space: string): Promise<void> {
  verification.set({ space, view: await call<VerifyView>(spacePath(space, "repair"), { method: "POST", body: {} }) });
}
