import type { KeptCall } from "@pagefile/core/contracts";
import type { UiAskedPart, UiToolPart } from "./ui-message.ts";

/** A call that nobody will answer any more. */
export const noResult = "This call was interrupted and has no result.";

/** A call that the user did not allow, for a client that knows no such thing. */
export const notAllowed = "This call was not allowed, so it was not run.";

/** `core_memory_append` → `Core memory append`. */
export function toolTitle(name: string): string {
  const words = name.replaceAll(/[_-]+/g, " ").trim();
  return words === "" ? name : words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Clients before 6 know nothing of calls that somebody has to allow. */
export function knowsApproval(client: 5 | 6 | 7 | undefined): boolean {
  return client === 6 || client === 7;
}

/** Where a call stands. */
export type ToolState =
  | { readonly state: "waiting" }
  | { readonly state: "asked" }
  | { readonly state: "refused" }
  | { readonly state: "failed"; readonly text: string }
  | { readonly state: "done"; readonly text: string };

export interface ToolPartOptions {
  readonly id: string;
  readonly call: KeptCall;
  readonly client: 5 | 6 | 7 | undefined;
}

export function toolPart(told: ToolState, { id, call, client }: ToolPartOptions): UiToolPart | UiAskedPart {
  const base = { type: "dynamic-tool", toolCallId: id, toolName: call.name, title: toolTitle(call.name), input: call.arguments } as const;
  const asks = knowsApproval(client);
  if (told.state === "done") return { ...base, state: "output-available", output: told.text };
  if (told.state === "failed") return { ...base, state: "output-error", errorText: told.text };
  if (told.state === "refused")
    return asks
      ? { ...base, state: "output-denied", approval: { id, approved: false } }
      : { ...base, state: "output-error", errorText: notAllowed };
  return told.state === "asked" && asks
    ? { ...base, state: "approval-requested", approval: { id } }
    : { ...base, state: "input-available" };
}
