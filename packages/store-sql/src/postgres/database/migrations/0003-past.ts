import { confine } from "../row-security.ts";

/**
 * A payload as JSON that Postgres reads. It takes neither NUL nor half a surrogate pair, wherever it is, and no name has
 * them; what else is in the text does not matter here.
 */
const readable = String.raw`CASE WHEN strpos(payload, '\u') = 0 THEN payload
  ELSE regexp_replace(payload, '(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})', '\1?', 'g') END::json`;

/**
 * What records were before: `record.since` is the entry with which a record's present life began, `past` has the lives that
 * are over, `milestone` the highest id there was at some entries. A life is a stretch under one kind, name and `createdAt`.
 */
export const past = (): string => `
ALTER TABLE record ADD COLUMN since bigint;
DROP INDEX record_kind;
CREATE INDEX record_kind ON record (space, kind, id, created_at, since);

CREATE TABLE past (
  space bigint NOT NULL, id text COLLATE "C" NOT NULL, since bigint NOT NULL, until bigint NOT NULL,
  kind text NOT NULL, collection text COLLATE "C", key text COLLATE "C", created_at text COLLATE "C" NOT NULL,
  collection_hash bytea GENERATED ALWAYS AS (hash_of(collection)) STORED,
  PRIMARY KEY (space, id, since)
);
CREATE INDEX past_kind ON past (space, kind, id, created_at, since, until);
CREATE INDEX past_key ON past (space, collection_hash, key, kind, since, until) WHERE key IS NOT NULL;

CREATE TABLE milestone (space bigint NOT NULL, seq bigint NOT NULL, id text COLLATE "C" NOT NULL, PRIMARY KEY (space, seq));

-- The owner of the tables, who migrates, is under their policies and in no space.
ALTER TABLE entry NO FORCE ROW LEVEL SECURITY;
ALTER TABLE record NO FORCE ROW LEVEL SECURITY;
CREATE TABLE begun AS
  WITH readable AS (
    SELECT space, id, seq, operation, ${readable} AS payload FROM entry
  ), named AS (
    SELECT space, id, seq, CASE WHEN operation = 'put' AND payload IS NOT NULL THEN json_build_array(payload -> 'content' ->> 'kind',
      payload -> 'content' ->> 'collection', payload -> 'content' ->> 'key', payload -> 'content' ->> 'createdAt')::text
    END AS name FROM readable
  ), turned AS (
    SELECT *, name IS DISTINCT FROM lag(name) OVER (PARTITION BY space, id ORDER BY seq) AS turns FROM named
  )
  SELECT space, id, seq AS since, lead(seq) OVER (PARTITION BY space, id ORDER BY seq) AS until, name::json AS name FROM turned WHERE turns;
INSERT INTO past (space, id, since, until, kind, collection, key, created_at)
  SELECT space, id, since, until, name ->> 0, name ->> 1, name ->> 2, name ->> 3 FROM begun WHERE name IS NOT NULL AND until IS NOT NULL;
UPDATE record SET since = begun.since FROM begun
  WHERE begun.space = record.space AND begun.id = record.id AND begun.until IS NULL AND begun.name IS NOT NULL;
DROP TABLE begun;
INSERT INTO milestone
  WITH rising AS (SELECT space, seq, max(id COLLATE "C") OVER (PARTITION BY space ORDER BY seq ROWS UNBOUNDED PRECEDING) AS id FROM entry)
  SELECT space, seq, id FROM rising WHERE seq % 256 = 0;
ALTER TABLE entry FORCE ROW LEVEL SECURITY;
ALTER TABLE record FORCE ROW LEVEL SECURITY;
${confine("past")}
${confine("milestone")}
`;
