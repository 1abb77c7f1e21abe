import neo4j, { type Driver } from "neo4j-driver";

/** Neo4j's own client, to look behind the adapter's back. */
export function bareDriver(url: string): Driver {
  const { username, password, host } = new URL(url);
  return neo4j.driver(`bolt://${host}`, neo4j.auth.basic(username, password), { disableLosslessIntegers: true });
}
