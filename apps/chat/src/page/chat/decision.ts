import type { Approval } from "@pagefile/ai-sdk";
import { type Context, createContext, type RefObject, useContext, useEffect, useRef } from "react";

/** What a person says to the calls that wait. */
export interface Decision {
  /** What was said last, until the server has taken or refused it. */
  readonly made: Approval | undefined;
  readonly decide: (approval: Approval) => void;
}

/** Absent where nothing can be decided, such as in the past. */
export const DecisionContext: Context<Decision | undefined> = createContext<Decision | undefined>(undefined);

export function useDecision(): Decision | undefined {
  return useContext(DecisionContext);
}

/** A decision as the AI SDK sends one, the part of a reply that was answered, where the options of a request hold one. */
export function decisionIn(options: Readonly<Record<string, unknown>> | undefined): object | undefined {
  const approval = options?.["approval"];
  return approval === undefined
    ? undefined
    : { role: "assistant", parts: [{ type: "dynamic-tool", state: "approval-responded", approval }] };
}

/** The card goes with its buttons; whoever pressed one with a key goes on where the card was. */
export function useFocusAfterDecision(made: Approval | undefined, log: RefObject<HTMLElement | null>): void {
  const waited = useRef(false);
  useEffect(() => {
    if (made !== undefined) waited.current = true;
    else if (waited.current) {
      waited.current = false;
      if (document.activeElement === document.body) log.current?.focus({ preventScroll: true });
    }
  }, [made, log]);
}
