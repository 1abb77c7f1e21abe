import { describeMemory } from "@pagefile/conformance";
import { type Memory, openMemory } from "@pagefile/core";
import type { Store } from "@pagefile/core/contracts";
import { describeWithFaiss, describeWithService } from "@pagefile/services";
import { sqlite } from "@pagefile/store-sql";
import { deterministicEmbedder } from "@pagefile/testing";
import { composeStack } from "../src/compose-stack.ts";
import { freshPlaces, type Servers } from "../src/fresh-places.ts";

const embedder = deterministicEmbedder();
/** A machine that is busy makes a store late, and that is not what is tested here. */
const patience = { storeDeadlineMs: 120_000, armDeadlineMs: 60_000 };

function describeStack(name: string, servers: Servers): void {
  const { places, clear } = freshPlaces(servers);
  const alone = (): Memory => openMemory({ journal: sqlite({ file: ":memory:" }), embedder, ...patience });
  const open = (watched: (store: Store) => Store): Memory => {
    const { journal, stores } = composeStack(places);
    return openMemory({ journal, stores: stores.map(watched), embedder, ...patience });
  };
  describeMemory({ name, open, alone, teardown: clear });
}

describeStack("SQLite", {});
describeWithService("postgres", "stacks on Postgres", ({ url: postgres }) => describeStack("Postgres", { postgres }));
describeWithService("qdrant", "stacks with Qdrant", ({ url: qdrant }) => describeStack("SQLite + Qdrant", { qdrant }));
describeWithService("neo4j", "stacks with Neo4j", ({ url: neo4j }) => describeStack("SQLite + Neo4j", { neo4j }));

describeWithService("qdrant", "stacks with Qdrant", ({ url: qdrant }) => {
  describeWithService("neo4j", "and Neo4j", ({ url: neo4j }) => {
    describeWithService("postgres", "on Postgres", ({ url: postgres }) =>
      describeStack("Postgres + Qdrant + Neo4j", { postgres, qdrant, neo4j }),
    );
  });
});

await describeWithFaiss("stacks with FAISS", ({ addon: faiss }) => {
  describeWithService("qdrant", "and Qdrant", ({ url: qdrant }) => {
    describeWithService("neo4j", "and Neo4j", ({ url: neo4j }) => {
      describeStack("SQLite + FAISS + Qdrant + Neo4j", { faiss, qdrant, neo4j });
      describeWithService("postgres", "on Postgres", ({ url: postgres }) =>
        describeStack("Postgres + FAISS + Qdrant + Neo4j", { postgres, faiss, qdrant, neo4j }),
      );
    });
  });
});
