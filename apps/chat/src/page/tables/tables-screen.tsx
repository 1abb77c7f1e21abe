import type { ReactElement } from "react";
import type { ServerEvent } from "../../protocol/events.ts";
import type { TablesView } from "../../protocol/tables.ts";
import { Button } from "../design/button.tsx";
import { ResourceView } from "../design/resource.tsx";
import { Empty } from "../design/state.tsx";
import { Text } from "../design/text.tsx";
import { useMoment } from "../moment.ts";
import { navigate, useRoute } from "../route.ts";
import { spacePath } from "../server/paths.ts";
import { useSpace } from "../server/space-context.ts";
import { useResource } from "../server/use-resource.ts";
import { QueryBox } from "./query-box.tsx";
import { NoTables } from "./no-tables.tsx";
import { TableRows } from "./table-rows.tsx";
import "./tables.css";

/** What the agent keeps in rows: its tables, and questions to them in SQL. */
export default function TablesScreen(): ReactElement {
  const { name } = useSpace();
  const moment = useMoment();
  const tables = useResource<TablesView>(spacePath(name, "tables", { at: moment?.seq }), rowsChanged);
  return (
    <div className="tables">
      <ResourceView resource={tables}>
        {(view) =>
          view.tables.length === 0 && moment ? (
            <Empty title="There were no tables then">Go back to now, or to a later entry of the timeline.</Empty>
          ) : view.tables.length === 0 ? (
            <NoTables />
          ) : (
            <Tables view={view} />
          )
        }
      </ResourceView>
    </div>
  );
}

function Tables({ view: { tables } }: { view: TablesView }): ReactElement {
  const { record } = useRoute();
  const moment = useMoment();
  const table = tables.find((each) => each.name === record) ?? tables[0];
  return (
    <>
      <div className="table-names" role="group" aria-label="Tables">
        {tables.map((each) => (
          <Button key={each.name} small aria-pressed={each === table} onClick={() => navigate({ tab: "tables", record: each.name })}>
            <Text>{each.name}</Text>
          </Button>
        ))}
      </div>
      {table && <TableRows key={`${table.name} ${moment?.seq ?? ""}`} table={table} />}
      {moment === undefined && <QueryBox key={table?.name} table={table} />}
    </>
  );
}

function rowsChanged(event: ServerEvent): boolean {
  return event.type === "entry" ? event.entry.kind === "row" || event.entry.kind === "block" : event.type === "many";
}
