import type { VectorType } from "../schema.ts";
import { confine } from "../row-security.ts";

/**
 * The journal: `space`, `entry`, `record`, `mark`, `request`, `cursor`, `letter`. The store: `document`, `posting`,
 * `statistic`, `vector_set`, `vector_value`. A `record` without kind and a `document` without terms stand for what was
 * removed: they keep counting versions, and a document its place. Names that may be long are indexed by their hash.
 */
export const first = (vectorType: VectorType): string => `
-- Postgres itself does not say that this never changes, for the encoding could; ours does not.
CREATE FUNCTION hash_of(name text) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT sha256(convert_to(name, 'UTF8')) $$;

-- "moved" is the transaction that appended last. No index has it, so that an append rewrites the row in its own page.
CREATE TABLE space (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text COLLATE "C" NOT NULL UNIQUE,
  seq bigint NOT NULL DEFAULT 0, hash text NOT NULL DEFAULT repeat('0', 64), moved xid8 NOT NULL DEFAULT pg_current_xact_id()
) WITH (fillfactor = 50);

-- "previous" is the seq of the same record's entry before, so that a history needs no index of its own.
CREATE TABLE entry (
  space bigint NOT NULL, seq bigint NOT NULL, operation text NOT NULL, id text COLLATE "C" NOT NULL, version integer NOT NULL,
  previous bigint, recorded_at text COLLATE "C" NOT NULL, payload text, salt text, payload_hash text NOT NULL, hash text NOT NULL,
  PRIMARY KEY (space, seq)
);

CREATE TABLE record (
  space bigint NOT NULL, id text COLLATE "C" NOT NULL, version integer NOT NULL, seq bigint NOT NULL,
  kind text, collection text COLLATE "C", key text COLLATE "C", created_at text COLLATE "C",
  collection_hash bytea GENERATED ALWAYS AS (hash_of(collection)) STORED,
  PRIMARY KEY (space, id)
);
CREATE INDEX record_kind ON record (space, kind, id, created_at);
CREATE UNIQUE INDEX record_key ON record (space, collection_hash, key, kind) WHERE key IS NOT NULL;

-- What else records are listed by: "tag:..." and "parent:...".
CREATE TABLE mark (
  space bigint NOT NULL, name text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, PRIMARY KEY (space, name, id)
);
CREATE INDEX mark_id ON mark (space, id);

CREATE TABLE request (
  space bigint NOT NULL, key text NOT NULL, fingerprint text, applied jsonb NOT NULL, seq bigint NOT NULL, hash text NOT NULL,
  PRIMARY KEY (space, key)
);

CREATE TABLE cursor (space bigint NOT NULL, store text NOT NULL, seq bigint NOT NULL, PRIMARY KEY (space, store));

CREATE TABLE letter (
  space bigint NOT NULL, store text NOT NULL, id text NOT NULL, seq bigint NOT NULL, reason text NOT NULL,
  PRIMARY KEY (space, store, id)
);

-- "terms" in order, with blanks between; "words" says how many different ones there are, each of which has a posting.
CREATE TABLE document (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, space bigint NOT NULL, id text COLLATE "C" NOT NULL, version integer NOT NULL,
  kind text, created_at text COLLATE "C", occurred_at text COLLATE "C", recorded_at text COLLATE "C", tags text[], attributes jsonb,
  group_name text, position integer, terms text, length integer, words integer,
  group_hash bytea GENERATED ALWAYS AS (hash_of(group_name)) STORED,
  UNIQUE (space, id)
);
CREATE INDEX document_group ON document (space, kind, group_hash, position) WHERE group_name IS NOT NULL;
CREATE INDEX document_time ON document (space, kind, (coalesce(occurred_at, created_at)), id) WHERE terms IS NOT NULL;

-- A term of a document. The index has all that a search reads, side by side for each space, kind and term.
CREATE TABLE posting (
  space bigint NOT NULL, kind text NOT NULL, term text COLLATE "C" NOT NULL, document bigint NOT NULL,
  frequency integer NOT NULL, length integer NOT NULL,
  PRIMARY KEY (space, kind, term, document) INCLUDE (frequency, length)
);
CREATE TABLE statistic (
  space bigint NOT NULL, kind text NOT NULL, documents bigint NOT NULL, length bigint NOT NULL, PRIMARY KEY (space, kind)
);

-- A removed vector stays as a row without value under a new revision, so that caches of other processes learn of it.
CREATE TABLE vector_set (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, space bigint NOT NULL, embedder text NOT NULL, kind text NOT NULL,
  dimensions integer NOT NULL, revision bigint NOT NULL DEFAULT 0,
  UNIQUE (space, embedder, kind)
);
CREATE TABLE vector_value (
  space bigint NOT NULL, vector_set bigint NOT NULL, document bigint NOT NULL, revision bigint NOT NULL, value ${vectorType},
  PRIMARY KEY (document, vector_set)
);
CREATE INDEX vector_value_revision ON vector_value (vector_set, revision, document);

-- Enters a space for the rest of the transaction; to write, alone, and the space is made when it is not there.
CREATE FUNCTION enter_space(wanted text, writing boolean) RETURNS SETOF space LANGUAGE plpgsql AS $$
DECLARE home space;
BEGIN
  PERFORM set_config('pagefile.space', wanted, true);
  IF NOT writing THEN
    SELECT * INTO home FROM space WHERE name = wanted;
  ELSE
    SELECT * INTO home FROM space WHERE name = wanted FOR NO KEY UPDATE;
    IF NOT FOUND THEN
      INSERT INTO space (name) VALUES (wanted) ON CONFLICT DO NOTHING;
      SELECT * INTO home FROM space WHERE name = wanted FOR NO KEY UPDATE;
    END IF;
  END IF;
  PERFORM set_config('pagefile.number', coalesce(home.number::text, ''), true);
  IF home.number IS NOT NULL THEN RETURN NEXT home; END IF;
END $$;

CREATE FUNCTION entered_space() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('pagefile.number', true), '')::bigint
$$;

${["entry", "record", "mark", "request", "cursor", "letter", "document", "posting", "statistic", "vector_set", "vector_value"].map(confine).join("\n")}

-- What spaces there are, and how far they were followed, is also read across spaces, by those who say so.
ALTER TABLE space ENABLE ROW LEVEL SECURITY;
ALTER TABLE space FORCE ROW LEVEL SECURITY;
CREATE POLICY entered ON space USING (name = (SELECT current_setting('pagefile.space', true)));
CREATE POLICY across ON space FOR SELECT USING ((SELECT current_setting('pagefile.space', true)) = '*');
CREATE POLICY across ON cursor FOR SELECT USING ((SELECT current_setting('pagefile.space', true)) = '*');
`;
