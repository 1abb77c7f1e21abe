/**
 * Joins the entry `e` that says how a record was after an entry, going back from the entry `r.seq` of its chain: none where
 * it was not there, or was erased since. `asOf` is a parameter; the space is `$1`.
 */
export function joinEntryAsOf(asOf: string): string {
  return `CROSS JOIN LATERAL (
    WITH RECURSIVE chain (seq, previous) AS (
      SELECT seq, previous FROM entry WHERE space = $1 AND seq = r.seq
      UNION ALL
      SELECT before.seq, before.previous FROM chain JOIN entry before ON before.space = $1 AND before.seq = chain.previous
      WHERE chain.seq > ${asOf}
    ) SELECT min(seq) AS seq FROM chain
  ) reached JOIN entry e ON e.space = $1 AND e.seq = reached.seq
    AND e.seq <= ${asOf} AND e.operation = 'put' AND e.payload IS NOT NULL`;
}
