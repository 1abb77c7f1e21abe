import type { RecordKind, Space } from "@pagefile/core/contracts";
import type { Connection, Reading } from "./connection.ts";
import { SPACE } from "./schema.ts";

/** How many documents of some kinds a space holds, and how many words in all of them. */
export interface SpaceCounts {
  readonly documents: number;
  readonly length: number;
}

export async function countsOf(
  connection: Connection,
  space: Space,
  { kinds, signal }: { kinds: readonly RecordKind[] } & Reading,
): Promise<SpaceCounts> {
  const query = `MATCH (s:${SPACE} {space: $space}) RETURN properties(s) AS counts`;
  const [row] = await connection.read<{ counts: Record<string, number> }>(query, { space }, { signal });
  const sum = (of: string): number => kinds.reduce((total, kind) => total + (row?.counts[`${of}_${kind}`] ?? 0), 0);
  return { documents: sum("documents"), length: sum("length") };
}
