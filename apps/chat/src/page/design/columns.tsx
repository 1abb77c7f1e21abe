import type { ReactElement } from "react";

/** The heading of a column, which stands to the right where the column has numbers. */
export type Column = string | { readonly numbers: string };

/** The first row of a table. */
export function Columns({ columns }: { readonly columns: readonly Column[] }): ReactElement {
  return (
    <thead>
      <tr>
        {columns.map((column) =>
          typeof column === "string" ? (
            <th key={column} scope="col">
              {column}
            </th>
          ) : (
            <th key={column.numbers} scope="col" data-number="">
              {column.numbers}
            </th>
          ),
        )}
      </tr>
    </thead>
  );
}
