import type { ReactElement, ReactNode } from "react";
import { type Column, Columns } from "./columns.tsx";
import "./data-table.css";

export interface DataTableProps {
  readonly label: string;
  readonly columns: readonly Column[];
  /** The rows. */
  readonly children: ReactNode;
}

/** A table that scrolls sideways by itself where it is too wide, also by the keyboard. */
export function DataTable({ label, columns, children }: DataTableProps): ReactElement {
  return (
    <div className="scrolled" tabIndex={0} role="group" aria-label={label}>
      <table className="data-table">
        <Columns columns={columns} />
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
