import type { Node } from "libpg-query";
import { refuse } from "./refuse.ts";

/** The terms of an ORDER BY. Where NULLs stand is said, since engines differ in it. */
export function compileSort(nodes: readonly Node[], term: (node: Node | undefined) => string): string {
  const terms = nodes.map((node) => {
    if (!("SortBy" in node)) return refuse("That cannot be ordered by.");
    const { node: by, sortby_dir: direction, sortby_nulls: nulls, useOp } = node.SortBy;
    if (useOp !== undefined) return refuse("ORDER BY ... USING is not here. Write ASC or DESC.");
    const descending = direction === "SORTBY_DESC";
    const first = nulls === "SORTBY_NULLS_FIRST" || (nulls !== "SORTBY_NULLS_LAST" && descending);
    return `${term(by)} ${descending ? "DESC" : "ASC"} NULLS ${first ? "FIRST" : "LAST"}`;
  });
  return terms.join(", ");
}
