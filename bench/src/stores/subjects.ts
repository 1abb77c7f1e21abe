import { createRequire } from "node:module";
import { join } from "node:path";
import type { Journal, RecordKind, Store } from "@pagefile/core/contracts";
import { obtainFaissAddon, obtainService } from "@pagefile/services/programs";
import { faiss, type FaissModule } from "@pagefile/store-faiss";
import { neo4j } from "@pagefile/store-neo4j";
import { qdrant } from "@pagefile/store-qdrant";
import { postgres, sqlite } from "@pagefile/store-sql";
import { bareFaiss } from "./bare/faiss.ts";
import { bareNeo4j } from "./bare/neo4j.ts";
import { barePostgres } from "./bare/postgres.ts";
import { bareQdrant } from "./bare/qdrant.ts";
import { bareSqlite } from "./bare/sqlite.ts";
import { journalSide, type Side, storeSide } from "./side.ts";

/** A store, ready to be measured. Each opening has a place of its own. */
export interface Subject {
  /** What is written to it. */
  readonly kind: RecordKind;
  adapter(): Side;
  bare(): Promise<Side>;
  /** What a memory is composed of, to follow its journal. */
  stack(): { readonly journal: Journal; readonly stores: readonly Store[] };
  stop(): Promise<void>;
}

/** How to get each store, by name. @throws Error that says what is missing */
export const subjects: Readonly<Record<string, (folder: string) => Promise<Subject>>> = {
  sqlite: async (folder) => {
    const open = (): Journal => sqlite({ file: fresh(folder) });
    return {
      kind: "passage",
      adapter: () => journalSide(open()),
      bare: async () => bareSqlite(fresh(folder)),
      stack: () => ({ journal: open(), stores: [] }),
      stop: async () => {},
    };
  },

  postgres: async () => {
    const { url, stop } = await server("postgres");
    const open = (): Journal => postgres({ url, schema: place() });
    return {
      kind: "passage",
      adapter: () => journalSide(open()),
      bare: () => barePostgres(url, place()),
      stack: () => ({ journal: open(), stores: [] }),
      stop,
    };
  },

  qdrant: async (folder) => {
    const { url, stop } = await server("qdrant");
    const open = (): Store => qdrant({ url, collection: place() });
    return following(folder, { kind: "passage", open, bare: () => bareQdrant(url, place()), stop });
  },

  neo4j: async (folder) => {
    const { url, stop } = await server("neo4j");
    return following(folder, { kind: "entity", open: () => neo4j({ url }), bare: () => bareNeo4j(url, place()), stop });
  },

  faiss: async (folder) => {
    const addon = await obtainFaissAddon();
    const load = async (): Promise<FaissModule> => createRequire(import.meta.url)(addon) as FaissModule;
    const bare = async (): Promise<Side> => bareFaiss(await load(), fresh(folder));
    return following(folder, { kind: "passage", open: () => faiss({ folder: fresh(folder), load }), bare, stop: async () => {} });
  },
};

interface FollowingStore extends Pick<Subject, "kind" | "bare" | "stop"> {
  open(): Store;
}

/** A store of its own, which follows a journal in SQLite. */
function following(folder: string, { open, ...rest }: FollowingStore): Subject {
  return {
    ...rest,
    adapter: () => storeSide(open(), rest.kind),
    stack: () => ({ journal: sqlite({ file: fresh(folder) }), stores: [open()] }),
  };
}

async function server(name: "postgres" | "qdrant" | "neo4j"): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const { state, stop } = await obtainService(name);
  if ("unavailable" in state) throw new Error(`${state.unavailable}. Get it with: ${state.command}`);
  return { url: state.url, stop };
}

/** A name that nothing else on a server has. */
function place(): string {
  return `bench_${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;
}

function fresh(folder: string): string {
  return join(folder, place());
}
