import { describeStore } from "@pagefile/conformance";
import { describeWithService } from "@pagefile/services";
import { neo4j } from "../src/index.ts";

describeWithService("neo4j", "on the current Neo4j", ({ url }) => {
  describeStore({ name: "neo4j", open: () => ({ store: neo4j({ url }) }) });
});

describeWithService("neo4jOld", "on Neo4j 5.26", ({ url }) => {
  describeStore({ name: "neo4j", open: () => ({ store: neo4j({ url }) }) });
});
