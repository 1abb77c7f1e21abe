import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactElement, useEffect, useMemo, useRef } from "react";
import type { RowsView, TableView } from "../../protocol/tables.ts";
import { Panel } from "../design/panel.tsx";
import { Empty, Failure, Offline, Skeleton } from "../design/state.tsx";
import { Text } from "../design/text.tsx";
import { useMoment } from "../moment.ts";
import { moveFocus } from "../record/move-focus.ts";
import { openRecord } from "../route.ts";
import { onServerEvent } from "../server/events.ts";
import { spacePath } from "../server/paths.ts";
import { useSpace } from "../server/space-context.ts";
import { usePages } from "../server/use-pages.ts";
import { cellText, timeText } from "./cell-text.ts";

const rowHeight = 32;
const pageSize = 100;
/** Rows are often written one after the other, and are one reason to read anew. */
const gatherMs = 200;

/** The rows of a table, of which only those that are seen exist. Each opens the record that it is. */
export function TableRows({ table }: { table: TableView }): ReactElement {
  const { name } = useSpace();
  const moment = useMoment();
  const path = spacePath(name, `tables/${encodeURIComponent(table.name)}/rows`, { at: moment?.seq, limit: pageSize });
  const { pages, error, loading, more, reload } = usePages<RowsView>(path);
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const stop = onServerEvent((event) => {
      if (event.type !== "many" && !(event.type === "entry" && event.entry.collection === table.name)) return;
      clearTimeout(waiting);
      waiting = setTimeout(reload, gatherMs);
    });
    return () => {
      clearTimeout(waiting);
      stop();
    };
  }, [table.name, reload]);
  const rows = useMemo(() => pages.flatMap((page) => page.rows), [pages]);
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - pageSize / 2) more?.();
  }, [last, rows.length, more]);
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <Panel title={table.name}>
      {table.description !== undefined && (
        <p className="faint">
          <Text>{table.description}</Text>
        </p>
      )}
      {error && (error.status === 0 ? <Offline /> : <Failure error={error} retry={reload} />)}
      {rows.length === 0 && (loading ? <Skeleton /> : !error && <Empty title="No rows">The table is there, and nothing is in it.</Empty>)}
      {rows.length > 0 && (
        <div ref={frame} className="row-frame" tabIndex={0} role="group" aria-label={`Rows of ${table.name}`} onKeyDown={moveFocus}>
          <table className="rows" aria-rowcount={-1}>
            <thead>
              <tr>
                {table.columns.map((column) => (
                  <th
                    key={column.name}
                    scope="col"
                    {...(/int|num|real|float|double|decimal/i.test(column.type) ? { "data-type": "number" } : {})}
                  >
                    <Text>{column.name}</Text> <span className="faint">{column.type}</span>
                  </th>
                ))}
                <th scope="col">
                  <span className="visually-hidden">Record</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {above > 0 && <Gap height={above} columns={table.columns.length + 1} />}
              {items.map(({ index }) => {
                const row = rows[index];
                return (
                  row && (
                    <tr key={row.id} aria-rowindex={index + 2}>
                      {table.columns.map((column, at) => (
                        <td key={column.name} data-type={typeof row.values[at]}>
                          <Text>{column.type === "time" ? timeText(row.values[at]) : cellText(row.values[at])}</Text>
                        </td>
                      ))}
                      <td>
                        <button type="button" className="open-row" data-row="" onClick={() => openRecord(row.id)}>
                          Open<span className="visually-hidden"> row {row.key}</span>
                        </button>
                      </td>
                    </tr>
                  )
                );
              })}
              {below > 0 && <Gap height={below} columns={table.columns.length + 1} />}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

/** The room of rows that do not exist now. */
function Gap({ height, columns }: { height: number; columns: number }): ReactElement {
  return (
    <tr aria-hidden="true">
      <td className="gap" colSpan={columns} style={{ height }} />
    </tr>
  );
}
