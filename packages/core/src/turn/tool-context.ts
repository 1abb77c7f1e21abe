import type { MemoryRecord, Origin } from "../contracts/index.ts";
import { trustedAtMost } from "../memory/trusted-at-most.ts";
import { isTableMark } from "../tables/table-marks.ts";
import type { Tool, ToolContext } from "../tools/tool.ts";

/** What one call of a tool works with. What it writes was made from what it has cited by then, too. */
export function toolContext(tool: Tool, given: ToolContext): ToolContext {
  const { space, mounts, idempotencyKey, signal, turn } = given;
  const cited: MemoryRecord[] = [];
  const own: MemoryRecord[] = [];
  return {
    ...{ space, mounts, idempotencyKey, signal, turn },
    get origin(): Origin {
      const { parents = [], ...origin } = trustedAtMost(given.origin, ...cited.map((record) => record.origin.trust));
      const sources = [...new Set([...parents, ...own.map(({ id }) => id)])];
      return { ...origin, source: tool.name, ...(sources.length > 0 && { parents: sources }) };
    },
    cite(records, from) {
      cited.push(...records);
      if (from === undefined) own.push(...records.filter((record) => !isTableMark(record)));
      given.cite(records, from);
    },
  };
}
