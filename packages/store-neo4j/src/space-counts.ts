import type { RecordKind, Space } from "@pagefile/core/contracts";
import type { Connection, Reading, Row } from "./connection.ts";
import { RECORD } from "./schema.ts";

/** How many documents of some kinds a space holds, and how many words in all of them. */
export type SpaceCounts = Row & { readonly documents: number; readonly length: number };

/** Counted from the index of the space, so that no damage can put it wrong. */
export async function countsOf(connection: Connection, space: Space, of: { kinds: readonly RecordKind[] } & Reading): Promise<SpaceCounts> {
  const query = `MATCH (n:${RECORD}) WHERE n.space = $space AND n.kind IN $kinds AND n.length >= 0
    RETURN count(*) AS documents, sum(n.length) AS length`;
  const [counts] = await connection.read<SpaceCounts>(query, { space, kinds: of.kinds }, of);
  return counts ?? { documents: 0, length: 0 };
}
