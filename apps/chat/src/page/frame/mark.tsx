import type { ReactElement } from "react";
import "./mark.css";

/** The sign of Pagefile: pages that fade, and are still there. */
export function Mark(): ReactElement {
  return (
    <svg className="mark-sign" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <rect x="7" y="8" width="18" height="4" rx="2" />
      <rect x="7" y="14" width="18" height="4" rx="2" />
      <rect x="7" y="20" width="11" height="4" rx="2" />
    </svg>
  );
}
