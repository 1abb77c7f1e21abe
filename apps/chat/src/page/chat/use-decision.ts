import type { Approval } from "@pagefile/ai-sdk";
import { useCallback, useEffect, useMemo, useState } from "react";
import { notice } from "../record/notice.ts";
import { ServerError } from "../server/server-error.ts";
import type { Chat } from "./chat-state.ts";
import type { Decision } from "./decision.ts";

/** Sends what a person decides. The page shows what comes of it when the server says so; `readAnew` asks where somebody was faster. */
export function useDecisionFor({ status, error, sendMessage, clearError }: Chat, readAnew: () => Promise<void>): Decision {
  const [made, setMade] = useState<Approval>();
  useEffect(() => {
    if (status !== "submitted") setMade(undefined);
  }, [status]);

  const late = error instanceof ServerError && error.code === "CONFIRMATION_NOT_FOUND" ? error.message : undefined;
  useEffect(() => {
    if (late === undefined) return;
    notice.set({ text: late });
    clearError();
    void readAnew().catch(() => undefined);
  }, [late, clearError, readAnew]);

  const decide = useCallback(
    (approval: Approval) => {
      setMade(approval);
      void sendMessage(undefined, { body: { approval } });
    },
    [sendMessage],
  );
  return useMemo(() => ({ made, decide }), [made, decide]);
}
