import type { DocumentMaker, Entry, Head, RecordId } from "@pagefile/core/contracts";
import { PagefileError } from "@pagefile/core/contracts";
import { type Life, lifeOf, type PastLife } from "../../journal/life.ts";
import type { Database } from "../database/database.ts";
import type { SpaceRow } from "../database/spaces.ts";
import { project } from "../store/documents.ts";
import { keepLives } from "../past/lives.ts";
import { EntryLog } from "./entry-log.ts";
import { type Standing, writeStandings } from "./records.ts";

/** Records that are written in one statement. */
const recordsAtOnce = 1_000;

/** Writes checked entries inside the write transaction that is open. @throws SPACE_NOT_EMPTY */
export async function restore(
  database: Database,
  home: SpaceRow,
  copy: { entries: readonly Entry[]; documents: DocumentMaker },
): Promise<Head> {
  if (home.seq > 0) throw new PagefileError("SPACE_NOT_EMPTY", "The space has entries already.");
  const log = new EntryLog(home);
  const standings = new Map<RecordId, Standing>();
  const ended: PastLife[] = [];
  for (const entry of copy.entries) {
    const { id, seq: until } = entry;
    const before = standings.get(id);
    const standing = standingAfter(entry, before?.life);
    if (before?.life !== undefined && before.life !== standing.life) ended.push({ ...before.life, id, until });
    log.add(entry, before?.seq);
    standings.set(id, standing);
  }
  const all = [...standings.values()];
  for (let from = 0; from < all.length; from += recordsAtOnce) {
    const some = all.slice(from, from + recordsAtOnce);
    await writeStandings(database, home.number, some);
    const puts = some.flatMap(({ record }) => (record === undefined ? [] : [{ record, document: copy.documents(record) }]));
    await project(database, home.number, puts);
  }
  await keepLives(database, home.number, ended);
  return log.finish(database);
}

function standingAfter({ id, version, seq, recordedAt, operation, origin, content }: Entry, before: Life | undefined): Standing {
  if (operation !== "put" || origin === undefined || content === undefined) return { id, version, seq, record: undefined, life: undefined };
  const record = { ...content, id, version, seq, recordedAt, origin };
  return { id, version, seq, record, life: lifeOf(record, before) };
}
