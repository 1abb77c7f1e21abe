/** The graph: of each fact that has a document its edge, found from either end. */
export const graph: string = `
CREATE TABLE edge (
  document INTEGER PRIMARY KEY, space INTEGER NOT NULL, subject TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT,
  valid_from TEXT, valid_to TEXT, evidence TEXT NOT NULL
) STRICT;
CREATE INDEX edge_subject ON edge (space, subject);
CREATE INDEX edge_object ON edge (space, object) WHERE object IS NOT NULL;
`;
