import { type ReactElement, useEffect } from "react";
import { askWhileShown } from "./ask-while-shown.ts";

/** Says that the server cannot be reached, and keeps asking whether it is back. */
export function OfflineBanner(): ReactElement {
  useEffect(() => askWhileShown(), []);
  return (
    <div className="banner" data-kind="offline" role="status">
      Not connected. What you see was read before; nothing can be changed until the connection is back. Trying again by itself.
    </div>
  );
}
