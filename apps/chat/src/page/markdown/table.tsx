import type { TrustLabel } from "@pagefile/core/contracts";
import type { Tokens } from "marked";
import type { ReactElement } from "react";
import { Inline } from "./inline.tsx";

/** A table, which scrolls by itself where it is wider than the text. */
export function Table({ token, trust }: { token: Tokens.Table; trust: TrustLabel }): ReactElement {
  return (
    <div className="markdown-table" tabIndex={0} role="group" aria-label="Table">
      <table>
        <thead>
          <tr>
            {token.header.map((cell, column) =>
              // A corner without words heads nothing.
              cell.text.trim() === "" ? (
                <td key={column} />
              ) : (
                <th key={column} scope="col" data-align={cell.align ?? undefined}>
                  <Inline tokens={cell.tokens} trust={trust} />
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} data-align={cell.align ?? undefined}>
                  <Inline tokens={cell.tokens} trust={trust} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
