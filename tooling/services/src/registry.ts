import type { Part, Service } from "./part.ts";
import { chromium } from "./parts/chromium.ts";
import { faiss } from "./parts/faiss.ts";
import { llamaCpp } from "./parts/llama-cpp.ts";
import { models } from "./parts/models.ts";
import { neo4j, neo4jOld } from "./parts/neo4j.ts";
import { ollama } from "./parts/ollama.ts";
import { postgresPlain } from "./parts/postgres-plain.ts";
import { postgres } from "./parts/postgres.ts";
import { qdrant } from "./parts/qdrant.ts";

export type ServiceName = "ollama" | "llamaCpp" | "postgres" | "postgresPlain" | "neo4j" | "neo4jOld" | "qdrant";

/** The servers that tests can ask for. A new one is a file in `parts/`, a name above and a word here. */
export const services: Readonly<Record<ServiceName, Service>> = { ollama, llamaCpp, neo4j, neo4jOld, postgres, postgresPlain, qdrant };

/** Everything that can be installed. */
export const parts: readonly Part[] = [models, faiss, chromium, ...Object.values(services)];

export const serviceNames: readonly ServiceName[] = Object.keys(services).filter(isServiceName);

export function isServiceName(name: string): name is ServiceName {
  return Object.hasOwn(services, name);
}
