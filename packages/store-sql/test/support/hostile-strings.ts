import { type Filter, type Journal, matchesFilter, type MemoryRecord, type Store } from "@pagefile/core/contracts";
import { openMemory, type SpaceMemory } from "@pagefile/core";

const pieces = [
  ...[
    "'",
    "''",
    '"',
    '""',
    "`",
    "\\",
    "\\'",
    "%",
    "_",
    "*",
    "?",
    "$1",
    ":a",
    "@",
    "--",
    "/*",
    "*/",
    ";",
    "\n",
    "(",
    ")",
    "[0]",
    "{",
    "}",
    "$",
    "$.a",
  ],
  ...[
    " OR 1=1",
    " UNION SELECT secret FROM secrets",
    " AND 1=0",
    "NEAR(",
    "MATCH ",
    "a",
    "A",
    "é",
    "記憶",
    "\u{1f600}",
    "\u200b",
    "key",
    "name",
  ],
  ...[
    "DROP TABLE items",
    "SELECT",
    "NULL",
    "true",
    "1",
    "0x",
    "E'",
    "U&'",
    "$$",
    "::text",
    ")|(@x:{y}",
    "|",
    "&",
    "!",
    "<->",
    "~",
    "^",
    "{{",
    "__proto__",
  ],
];

/** Texts made of what means something in SQL, LIKE, JSON paths, full-text queries and the like; the same for a seed. */
export function hostileStrings(count: number, seed = 1): readonly string[] {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
  return Array.from({ length: count }, (_, at) => {
    const parts = Array.from({ length: 1 + next(5) }, () => pieces[next(pieces.length)] ?? "");
    return `${parts.join("")}${at % 3 === 0 ? "" : String(at)}`;
  });
}

export interface Widening {
  readonly position: string;
  readonly text: string;
}

const batch = 25;
const canary = "hiddenelsewhere";

/**
 * Puts each text into every position where a query takes one, and returns where more or less came back than the reference
 * evaluator accepts, or anything of another space.
 */
export async function widenings(journal: Journal & { readonly store: Store }, texts: readonly string[]): Promise<readonly Widening[]> {
  const memory = openMemory({ journal });
  const wide: Widening[] = [];
  const run = String(Math.trunc(performance.now()));
  await fill(memory.space("other/space"), [canary, ...texts.slice(0, batch)]);
  for (let at = 0; at < texts.length; at += batch) {
    const mine = [...new Set(texts.slice(at, at + batch))];
    const space = memory.space(`s10/run-${run}-${at}`);
    const records = await fill(space, mine);
    for (const text of mine) {
      const seen = new Set(await positionsWidened({ space, journal, records }, text));
      wide.push(...[...seen].map((position) => ({ position, text })));
    }
  }
  return wide;
}

async function fill(space: SpaceMemory, texts: readonly string[]): Promise<readonly MemoryRecord[]> {
  const drafts = texts.map((text, at) => ({
    kind: "message" as const,
    text: `${text} common`,
    tags: [text],
    attributes: { said: text, number: at },
    collection: text,
    key: text,
  }));
  const { records } = await space.write(drafts);
  await space.tables.define("items", { columns: [{ name: "name", type: "text" }] });
  await space.tables.put(
    "items",
    texts.map((text, at) => ({ key: `k${at}`, values: { name: text } })),
  );
  return space.getMany(records.map(({ id }) => id));
}

interface Probed {
  readonly space: SpaceMemory;
  readonly journal: Journal & { readonly store: Store };
  readonly records: readonly MemoryRecord[];
}

async function positionsWidened({ space, journal, records }: Probed, text: string): Promise<readonly string[]> {
  const wide: string[] = [];
  const differs = (position: string, found: readonly string[], wanted: readonly string[]): void => {
    if (found.toSorted().join() !== wanted.toSorted().join()) wide.push(position);
  };
  const filters: Readonly<Record<string, Filter>> = {
    equals: { attribute: "said", equals: text },
    "not equals": { not: { attribute: "said", equals: text } },
    in: { attribute: "said", in: [text, "a"] },
    range: { attribute: "said", range: { gte: text } },
    tag: { tag: text },
  };
  for (const [position, filter] of Object.entries(filters)) {
    const query = { arm: "time", kinds: ["message"], order: "newest", limit: 1_000, filter } as const;
    const found = await journal.store.search(space.name, query, {});
    differs(
      position,
      found.map(({ id }) => id),
      records.filter((record) => matchesFilter(filter, record)).map(({ id }) => id),
    );
  }
  const named = records.filter((record) => record.key === text).map(({ id }) => id);
  differs(
    "collection",
    (await space.list({ kind: "message", collection: text, by: "key" })).items.map(({ id }) => id),
    named,
  );
  differs(
    "key",
    (await space.getMany([{ kind: "message", collection: text, key: text }])).map(({ id }) => id),
    named,
  );
  const tagged = records.filter(({ tags }) => tags.includes(text)).map(({ id }) => id);
  differs(
    "listed by tag",
    (await space.list({ kind: "message", tag: text })).items.map(({ id }) => id),
    tagged,
  );
  const read = await space.read(text, { limit: 100 });
  if (read.hits.some(({ id }) => !records.some((record) => record.id === id))) wide.push("full text");
  const named1 = await space.read("common", { filter: { attribute: text, equals: 1 } }).catch(() => undefined);
  if ((named1?.total ?? 0) > 0) wide.push("attribute name");
  wide.push(...(await sqlWidened(space, records, text)));
  return wide;
}

async function sqlWidened(space: SpaceMemory, records: readonly MemoryRecord[], text: string): Promise<readonly string[]> {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  const keys = async (sql: string): Promise<readonly string[] | undefined> =>
    space.tables.query(sql, { limit: 1_000, budgetTokens: 100_000 }).then(
      ({ rows }) => rows.map((row) => row.map(String).join()),
      () => undefined,
    );
  const wanted = records.flatMap(({ key }, at) => (key === text ? [`k${at}`] : [])).join();
  const wide: string[] = [];
  if ((await keys(`SELECT key FROM items WHERE name = ${quoted}`))?.join() !== wanted) wide.push("SQL value");
  const like = quoted.replaceAll(/[\\%_]/g, "\\$&");
  if ((await keys(`SELECT key FROM items WHERE name LIKE ${like}`))?.join() !== wanted) wide.push("SQL pattern");
  const alias = await keys(`SELECT key AS "${text.replaceAll('"', '""')}" FROM items`);
  if (alias !== undefined && alias.length !== records.length) wide.push("SQL name");
  // As it is, in the middle of the query: refused, or an answer from this space.
  for (const sql of [`SELECT name FROM items WHERE name = '${text}'`, `SELECT ${text} FROM items`, `SELECT name FROM ${text}`]) {
    const found = await keys(sql);
    if (found?.some((cell) => cell.includes(canary)) === true) wide.push("SQL text");
  }
  return wide;
}
