/**
 * What records were before: `record.since` is the entry with which a record's present life began, `past` has the lives that
 * are over, `milestone` the highest id there was at some entries. A life is a stretch under one kind, name and `createdAt`.
 */
export const past: string = `
ALTER TABLE record ADD COLUMN since INTEGER;
DROP INDEX record_kind;
CREATE INDEX record_kind ON record (space, kind, id, created_at, since);

CREATE TABLE past (
  space INTEGER NOT NULL, id TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
  kind TEXT NOT NULL, collection TEXT, key TEXT, created_at TEXT NOT NULL,
  PRIMARY KEY (space, id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX past_kind ON past (space, kind, id, created_at, since, until);
CREATE INDEX past_key ON past (space, collection, key, kind, since, until) WHERE key IS NOT NULL;

CREATE TABLE milestone (
  space INTEGER NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (space, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE begun (space INTEGER, id TEXT, since INTEGER, until INTEGER, name TEXT, PRIMARY KEY (space, id, since)) STRICT, WITHOUT ROWID;
INSERT INTO begun
  WITH named AS (
    SELECT space, id, seq, CASE WHEN operation = 'put' AND json_valid(payload) THEN json_array(payload ->> '$.content.kind',
      payload ->> '$.content.collection', payload ->> '$.content.key', payload ->> '$.content.createdAt') END AS name
    FROM entry
  ), turned AS (
    SELECT *, name IS NOT lag(name) OVER (PARTITION BY space, id ORDER BY seq) AS turns FROM named
  )
  SELECT space, id, seq, lead(seq) OVER (PARTITION BY space, id ORDER BY seq), name FROM turned WHERE turns;
INSERT INTO past
  SELECT space, id, since, until, name ->> 0, name ->> 1, name ->> 2, name ->> 3 FROM begun WHERE name IS NOT NULL AND until IS NOT NULL;
UPDATE record SET since = (
  SELECT since FROM begun WHERE begun.space = record.space AND begun.id = record.id AND until IS NULL AND name IS NOT NULL
);
DROP TABLE begun;
INSERT INTO milestone
  WITH rising AS (SELECT space, seq, max(id) OVER (PARTITION BY space ORDER BY seq ROWS UNBOUNDED PRECEDING) AS id FROM entry)
  SELECT space, seq, id FROM rising WHERE seq % 256 = 0;
`;
