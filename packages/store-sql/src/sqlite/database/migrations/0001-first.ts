/**
 * The journal: `space`, `entry`, `record`, `mark`, `request`, `cursor`, `letter`. The store: `document`, `lexical`,
 * `statistic`, `vector_set`, `vector`. A `record` without kind and a `document` without terms stand for what was removed:
 * they keep counting versions, and a document its place.
 */
export const first: string = `
CREATE TABLE space (
  number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL, hash TEXT NOT NULL
) STRICT;

-- "previous" is the seq of the same record's entry before, so that a history needs no index of its own.
CREATE TABLE entry (
  space INTEGER NOT NULL, seq INTEGER NOT NULL, operation TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,
  previous INTEGER, recorded_at TEXT NOT NULL, payload TEXT, salt TEXT, payload_hash TEXT NOT NULL, hash TEXT NOT NULL,
  PRIMARY KEY (space, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE record (
  space INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, seq INTEGER NOT NULL,
  kind TEXT, collection TEXT, key TEXT, created_at TEXT,
  PRIMARY KEY (space, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_kind ON record (space, kind, id, created_at);
CREATE UNIQUE INDEX record_key ON record (space, collection, key, kind) WHERE key IS NOT NULL;

-- What else records are listed by: "tag:..." and "parent:...".
CREATE TABLE mark (
  space INTEGER NOT NULL, name TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (space, name, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mark_id ON mark (space, id);

CREATE TABLE request (
  space INTEGER NOT NULL, key TEXT NOT NULL, fingerprint TEXT, applied TEXT NOT NULL,
  seq INTEGER NOT NULL, hash TEXT NOT NULL,
  PRIMARY KEY (space, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE cursor (
  store TEXT NOT NULL, space INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (store, space)
) STRICT, WITHOUT ROWID;

CREATE TABLE letter (
  store TEXT NOT NULL, space INTEGER NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (store, space, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  number INTEGER PRIMARY KEY, space INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, kind TEXT,
  created_at TEXT, occurred_at TEXT, recorded_at TEXT, tags TEXT, attributes TEXT,
  group_name TEXT, position INTEGER, terms TEXT, length INTEGER
) STRICT;
CREATE UNIQUE INDEX document_id ON document (space, id);
CREATE INDEX document_group ON document (space, kind, group_name, position) WHERE group_name IS NOT NULL;
CREATE INDEX document_time ON document (space, kind, coalesce(occurred_at, created_at), id) WHERE terms IS NOT NULL;

-- Terms come analysed. The tokenizer "ascii" takes every other character as part of a word and changes none.
CREATE VIRTUAL TABLE lexical USING fts5 (terms, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE VIRTUAL TABLE lexical_terms USING fts5vocab (lexical, row);
CREATE TABLE statistic (
  space INTEGER NOT NULL, kind TEXT NOT NULL, documents INTEGER NOT NULL, length INTEGER NOT NULL,
  PRIMARY KEY (space, kind)
) STRICT, WITHOUT ROWID;

-- A removed vector stays as a row without value under a new revision, so that caches of other processes learn of it.
CREATE TABLE vector_set (
  number INTEGER PRIMARY KEY AUTOINCREMENT, space INTEGER NOT NULL, embedder TEXT NOT NULL, kind TEXT NOT NULL,
  dimensions INTEGER NOT NULL, revision INTEGER NOT NULL,
  UNIQUE (space, embedder, kind)
) STRICT;
CREATE TABLE vector (
  vector_set INTEGER NOT NULL, document INTEGER NOT NULL, revision INTEGER NOT NULL, value BLOB,
  UNIQUE (vector_set, document)
) STRICT;
CREATE INDEX vector_revision ON vector (vector_set, revision);
`;
