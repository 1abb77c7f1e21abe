import { confine } from "../row-security.ts";

/** The graph: of each fact that has a document its edge, found from either end. */
export const graph = (): string => `
CREATE TABLE edge (
  document bigint PRIMARY KEY, space bigint NOT NULL, subject text COLLATE "C" NOT NULL, predicate text NOT NULL, object text COLLATE "C",
  valid_from text COLLATE "C", valid_to text COLLATE "C", evidence text[] NOT NULL
);
CREATE INDEX edge_subject ON edge (space, subject);
CREATE INDEX edge_object ON edge (space, object) WHERE object IS NOT NULL;
${confine("edge")}
`;
