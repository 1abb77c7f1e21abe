import type { ReactElement, ReactNode } from "react";
import "./data-table.css";

/** A table that scrolls sideways by itself where it is too wide, also by the keyboard. */
export function DataTable({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="scrolled" tabIndex={0} role="group" aria-label={label}>
      <table className="data-table">{children}</table>
    </div>
  );
}
