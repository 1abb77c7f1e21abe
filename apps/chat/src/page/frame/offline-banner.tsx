import { type ReactElement, useEffect } from "react";
import { call } from "../server/call.ts";

const everyMs = 3_000;

/** Says that the server cannot be reached, and keeps asking whether it is back. */
export function OfflineBanner(): ReactElement {
  useEffect(() => {
    const timer = setInterval(() => void call("/api/session").catch(() => undefined), everyMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="banner" data-kind="offline" role="status">
      Not connected. What you see was read before; nothing can be changed until the connection is back. Trying again by itself.
    </div>
  );
}
