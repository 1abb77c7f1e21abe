import { readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { QdrantClient } from "@qdrant/js-client-rest";
import pg from "pg";
import type { StackPlaces } from "./compose-stack.ts";

/** Servers that are there; FAISS as its compiled addon. */
export interface Servers {
  readonly qdrant?: string;
  readonly neo4j?: string;
  readonly postgres?: string;
  readonly faiss?: string;
}

export interface FreshPlaces {
  readonly places: StackPlaces;
  /** What SQLite and FAISS have made on this machine so far: files, and a folder. */
  readonly files: () => readonly string[];
  /** Takes away what was made, but for Neo4j's spaces, which have names of their own. */
  readonly clear: () => Promise<void>;
}

/** Empty places for a stack on these servers, its journal in SQLite where there is no Postgres. Each store makes its own at the first use. */
export function freshPlaces({ qdrant, neo4j, postgres, faiss }: Servers): FreshPlaces {
  const name = `stack_${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;
  const own = `pagefile-${name}.`;
  const path = (part: string): string => join(tmpdir(), own + part);
  const files = (): readonly string[] =>
    readdirSync(tmpdir())
      .filter((entry) => entry.startsWith(own))
      .map((entry) => join(tmpdir(), entry));
  const places: StackPlaces = {
    ...(postgres === undefined ? { sqlite: { file: path("db") } } : { postgres: { url: postgres, schema: name } }),
    ...(faiss !== undefined && { faiss: { folder: path("faiss"), addon: faiss } }),
    ...(qdrant !== undefined && { qdrant: { url: qdrant, collection: name } }),
    ...(neo4j !== undefined && { neo4j: { url: neo4j } }),
  };
  const clear = async (): Promise<void> => {
    for (const file of files()) rmSync(file, { recursive: true, force: true });
    if (qdrant !== undefined)
      await new QdrantClient({ url: qdrant, checkCompatibility: false }).deleteCollection(name).catch(() => undefined);
    if (postgres === undefined) return;
    const client = new pg.Client(postgres);
    await client.connect();
    await client.query(`DROP SCHEMA IF EXISTS ${name} CASCADE`);
    await client.end();
  };
  return { places, files, clear };
}
