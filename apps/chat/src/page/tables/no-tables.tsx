import type { ReactElement } from "react";
import type { ContextView } from "../../protocol/context.ts";
import { Empty } from "../design/state.tsx";
import { spacePath } from "../server/paths.ts";
import { useSpace } from "../server/space-context.ts";
import { useResource } from "../server/use-resource.ts";

/** What tables are for, and how one comes about: an agent may have no tools for them. */
export function NoTables(): ReactElement {
  const { name } = useSpace();
  const context = useResource<ContextView>(spacePath(name, "context")).value;
  const able = context?.parts.some(({ part, title }) => part === "tools" && title.includes("table_define")) ?? true;
  return (
    <Empty title="No tables yet">
      {able
        ? "The agent makes a table when it keeps things of one kind: expenses, plants, who comes to dinner. Ask it to “keep a table of my expenses”."
        : "Things of one kind go into a table: expenses, plants, who comes to dinner. This agent was not given the tools for that; with --tables Pagefile gives them to every agent."}
    </Empty>
  );
}
