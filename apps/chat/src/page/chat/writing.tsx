import type { ReactElement } from "react";

/** Something is being done that has no words yet. */
export function Writing(): ReactElement {
  return (
    <p className="writing">
      <span aria-hidden="true" />
      <span aria-hidden="true" />
      <span aria-hidden="true" />
      <span className="visually-hidden">The reply is being written</span>
    </p>
  );
}
