import type { ReactElement } from "react";

export function OfflineBanner(): ReactElement {
  return (
    <div className="banner" data-kind="offline" role="status">
      Not connected. What you see was read before; nothing can be changed until the connection is back. Trying again by itself.
    </div>
  );
}
