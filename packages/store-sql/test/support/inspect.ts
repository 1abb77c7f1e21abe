import { type Arm, type Entry, genesisHash, hashEntry, hashPayload, type Journal, type MemoryRecord } from "@pagefile/core/contracts";
import { home, recordId } from "./sample.ts";
import { batchSize } from "./writes.ts";

/** What a writer was told is done, by the numbers of its writes. */
export interface Acknowledged {
  readonly ack: ReadonlySet<number>;
  readonly vector: ReadonlySet<number>;
  readonly erase: ReadonlySet<number>;
}

/** Everything that is wrong with what a killed writer left, in words; empty when nothing is. */
export async function inspect(journal: Journal, told: Acknowledged): Promise<readonly string[]> {
  const records = await currentRecords(journal);
  const copies = await copiesIn(journal);
  return [
    ...(await chainFaults(journal)),
    ...(await pastFaults(journal)),
    ...batchFaults(records, told),
    ...copyFaults(records, copies, told),
    ...(await searchFaults(journal, records, told)),
  ];
}

async function currentRecords(journal: Journal): Promise<ReadonlyMap<string, MemoryRecord>> {
  const records = new Map<string, MemoryRecord>();
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await journal.list(home, { limit: 1000, ...(cursor !== undefined && { cursor }) });
    for (const record of page.items) records.set(record.id, record);
    cursor = page.next;
  }
  return records;
}

async function copiesIn(journal: Journal): Promise<readonly { id: string; version: number; arm: Arm }[]> {
  const copies: { id: string; version: number; arm: Arm }[] = [];
  for await (const copy of journal.store?.scan(home) ?? []) copies.push(copy);
  return copies;
}

/** Every tenth moment must have the records that the entries up to it left. */
async function pastFaults(journal: Journal): Promise<readonly string[]> {
  const faults: string[] = [];
  const live = new Set<string>();
  for await (const { seq, operation, id, content } of journal.read(home, 0)) {
    if (operation === "put" && content !== undefined) live.add(id);
    else live.delete(id);
    if (seq % 10 !== 0) continue;
    const counted = Object.values(await journal.count(home, { asOf: seq })).reduce((sum, count) => sum + count, 0);
    if (counted !== live.size) faults.push(`after entry ${seq} there are ${counted} records, not ${live.size}`);
  }
  return faults;
}

async function chainFaults(journal: Journal): Promise<readonly string[]> {
  const faults: string[] = [];
  let before: Pick<Entry, "seq" | "hash"> = { seq: 0, hash: genesisHash };
  for await (const entry of journal.read(home, 0)) {
    const { origin, content, salt, payloadHash } = entry;
    const linked = entry.seq === before.seq + 1 && entry.previousHash === before.hash && entry.hash === hashEntry(entry);
    if (!linked) faults.push(`entry ${entry.seq} does not follow ${before.seq}`);
    if (origin !== undefined && payloadHash !== hashPayload(salt ?? "", origin, content))
      faults.push(`entry ${entry.seq} has another payload`);
    before = entry;
  }
  const head = await journal.head(home);
  return head.hash === before.hash ? faults : [...faults, `the head is not entry ${before.seq}`];
}

/** Lost, doubled and half-visible writes. Of every fourth write the first record is erased, sooner or later. */
function batchFaults(records: ReadonlyMap<string, MemoryRecord>, told: Acknowledged): readonly string[] {
  const last = Math.max(0, ...told.ack) + 1;
  return Array.from({ length: last }, (_, index) => index + 1).flatMap((write) => {
    const ids = Array.from({ length: batchSize }, (_, at) => recordId(write * batchSize + at));
    const [first, ...others] = ids.map((id) => records.get(id));
    const faults: string[] = [];
    const there = others.filter((record) => record !== undefined).length;
    if (told.ack.has(write) && there === 0) faults.push(`write ${write} is lost`);
    if (there !== 0 && there !== others.length) faults.push(`write ${write} is half there`);
    if ((first === undefined) !== (there === 0) && write % 4 !== 0) faults.push(`write ${write} is half there`);
    if (told.erase.has(write) && first !== undefined) faults.push(`write ${write} is not erased`);
    if ([first, ...others].some((record) => record !== undefined && record.version !== 1)) faults.push(`write ${write} is doubled`);
    return faults;
  });
}

type Copies = Awaited<ReturnType<typeof copiesIn>>;

function copyFaults(records: ReadonlyMap<string, MemoryRecord>, copies: Copies, told: Acknowledged): readonly string[] {
  const seen = new Set<string>();
  const faults = copies.flatMap(({ id, version, arm }) => {
    const doubled = seen.has(`${arm} ${id}`);
    seen.add(`${arm} ${id}`);
    return doubled || records.get(id)?.version !== version ? [`${arm} has a wrong copy of ${id}`] : [];
  });
  const wanted = (["lexical", "time"] as const).flatMap((arm) => [...records.keys()].map((id) => `${arm} ${id}`));
  const vectors = [...told.vector].map((write) => `vector ${recordId(write * batchSize + 1)}`);
  return [...faults, ...[...wanted, ...vectors].filter((copy) => !seen.has(copy)).map((copy) => `${copy} is missing`)];
}

async function searchFaults(journal: Journal, records: ReadonlyMap<string, MemoryRecord>, told: Acknowledged): Promise<readonly string[]> {
  const writes = [...told.ack].slice(-3);
  const faults = writes.map(async (write) => {
    const query = { arm: "lexical", kinds: ["message"], terms: [`w${write}x1`], limit: 10, radius: 0 } as const;
    const found = await journal.store?.search(home, query, {});
    const ids = found?.candidates.map(({ id }) => id) ?? [];
    return ids.length === 1 && records.has(ids[0] ?? "") && found?.statistics.frequencies[0] === 1
      ? []
      : [`write ${write} is found ${ids.length} times`];
  });
  return (await Promise.all(faults)).flat();
}
