import type { AppendOptions, ErasureReceipt, RecordId } from "@pagefile/core/contracts";
import type { Connection } from "../database/connection.ts";
import type { Database } from "../database/database.ts";
import type { SpaceRow } from "../database/spaces.ts";
import { forgetPlaces, project } from "../store/documents.ts";
import { forgetLives } from "../past/lives.ts";
import { EntryLog, withChain } from "./entry-log.ts";
import { type Standing, standingsOf, writeStandings } from "./records.ts";
import { forgetFingerprints } from "./requests.ts";

type Erasure = Pick<AppendOptions, "recordedAt"> & { readonly ids: readonly RecordId[] };

/** Removes payloads inside the write transaction that is open. `vacuum` should follow. */
export async function erase(database: Database, home: SpaceRow, erasure: Erasure): Promise<Omit<ErasureReceipt, "scrubbed">> {
  const space = home.number;
  const stripped = await stripEntries(database, space, erasure.ids);
  const before = await standingsOf(database, space, [...stripped.keys()]);
  const log = new EntryLog(home);
  const standings = before.map(({ id, version, seq }): Standing => {
    const next = { id, version: version + 1 };
    return {
      ...next,
      seq: log.write({ ...next, operation: "erase", recordedAt: erasure.recordedAt }, seq),
      record: undefined,
      life: undefined,
    };
  });
  const erased = standings.map(({ id }) => id);
  if (erased.length > 0) {
    await writeStandings(database, space, standings);
    await project(
      database,
      space,
      standings.map((removed) => ({ removed })),
    );
    await forgetPlaces(database, space, erased);
    await forgetLives(database, space, erased);
    await forgetFingerprints(database, space, erased);
    await database.run("DELETE FROM letter WHERE space = $1 AND id = ANY ($2)", space, erased);
  }
  const entries = [...stripped.values()].reduce((sum, count) => sum + count, 0);
  return { erased, entries, head: await log.finish(database) };
}

/** Returns how many entries of each record had a payload. */
async function stripEntries(database: Database, space: number, ids: readonly RecordId[]): Promise<ReadonlyMap<RecordId, number>> {
  const update =
    "UPDATE entry e SET payload = NULL, salt = NULL FROM chain WHERE e.space = $1 AND e.seq = chain.seq AND e.payload IS NOT NULL";
  const sql = `${withChain}, stripped AS (${update} RETURNING e.id) SELECT id, count(*) AS entries FROM stripped GROUP BY id`;
  const rows = await database.all<{ id: RecordId; entries: number }>(sql, space, ids);
  return new Map(rows.map(({ id, entries }) => [id, entries]));
}

/**
 * Has Postgres give up the row versions that an erasure left behind, as far as no older transaction still sees them. That
 * does not overwrite them: pages keep their bytes until something else is written there, and the write-ahead log longer.
 */
export async function vacuum(connection: Connection, schema: string): Promise<void> {
  const tables = ["entry", "record", "past", "mark", "request", "letter", "document", "posting", "vector_value"].map(
    (table) => `"${schema}".${table}`,
  );
  // Who is not the owner of the tables leaves it to autovacuum.
  await connection.run((database) => database.execute(`VACUUM (SKIP_LOCKED) ${tables.join(", ")}`)).catch(() => undefined);
}
