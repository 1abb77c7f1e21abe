export { neo4j } from "./neo4j-store.ts";
export { type Neo4jOptions } from "./neo4j-options.ts";
