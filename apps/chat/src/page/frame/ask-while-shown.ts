import { call } from "../server/call.ts";

const pauseMs = 3_000;
/** A connection that is accepted and never answered is none. */
const timeoutMs = 5_000;

/** Asks the server whether it is there, again and again while the page is looked at. Ends with what it returns. */
export function askWhileShown(): () => void {
  const ended = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = false;

  const ask = async (): Promise<void> => {
    clearTimeout(timer);
    if (asking || ended.signal.aborted || document.visibilityState === "hidden") return;
    asking = true;
    await call("/api/session", { signal: AbortSignal.any([ended.signal, AbortSignal.timeout(timeoutMs)]) }).catch(() => undefined);
    asking = false;
    if (!ended.signal.aborted) timer = setTimeout(() => void ask(), pauseMs);
  };

  document.addEventListener("visibilitychange", () => void ask(), { signal: ended.signal });
  timer = setTimeout(() => void ask(), pauseMs);
  return () => {
    clearTimeout(timer);
    ended.abort();
  };
}
