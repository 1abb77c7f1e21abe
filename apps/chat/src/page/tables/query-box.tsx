import { type ReactElement, useCallback, useId, useState } from "react";
import type { QueryRequest, QueryView, TableView } from "../../protocol/tables.ts";
import { Button } from "../design/button.tsx";
import { Panel } from "../design/panel.tsx";
import { Failure } from "../design/state.tsx";
import { Text } from "../design/text.tsx";
import { call } from "../server/call.ts";
import { spacePath } from "../server/paths.ts";
import { useSpace } from "../server/space-context.ts";
import { useAction } from "../server/use-action.ts";
import { QueryResult } from "./query-result.tsx";
import "../design/field.css";

/** Read-only SQL over the tables, as the agent's own tool answers it. */
export function QueryBox({ table }: { table: TableView | undefined }): ReactElement {
  const { name } = useSpace();
  const id = useId();
  const [sql, setSql] = useState(table === undefined ? "" : `select * from ${quoted(table.name)} limit 20`);
  const [result, setResult] = useState<QueryView>();
  const ask = useAction(
    useCallback(async () => {
      setResult(undefined);
      setResult(await call<QueryView>(spacePath(name, "tables/query"), { method: "POST", body: { sql } satisfies QueryRequest }));
    }, [name, sql]),
  );
  return (
    <Panel title="Ask in SQL" note="reads only; Ctrl+Enter runs it">
      <label htmlFor={id} className="visually-hidden">
        A query in SQL
      </label>
      <textarea
        id={id}
        className="field sql"
        spellCheck={false}
        rows={3}
        value={sql}
        onChange={(event) => setSql(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          ask.run(undefined);
        }}
      />
      <div>
        <Button kind="primary" small busy={ask.busy} onClick={() => ask.run(undefined)}>
          Run
        </Button>
      </div>
      {ask.error &&
        (ask.error.status === 422 || ask.error.status === 400 ? (
          <pre className="sql-error" role="alert">
            <Text>{ask.error.message}</Text>
          </pre>
        ) : (
          <Failure error={ask.error} retry={() => ask.run(undefined)} />
        ))}
      {result && <QueryResult result={result} />}
    </Panel>
  );
}

function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
