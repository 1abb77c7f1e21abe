import { join } from "node:path";
import type { Journal, Store } from "@pagefile/core/contracts";
import { faiss } from "@pagefile/store-faiss";
import { neo4j } from "@pagefile/store-neo4j";
import { qdrant } from "@pagefile/store-qdrant";
import { postgres, sqlite } from "@pagefile/store-sql";

/** Where the stores are; SQLite in a file of its own keeps the journal where no Postgres is named. */
export interface StackOptions {
  readonly postgres?: string;
  readonly qdrant?: string;
  readonly neo4j?: string;
  /** FAISS, in files beside the conversation's. */
  readonly faiss?: boolean;
}

export interface Stack {
  /** `sqlite+qdrant`, the journal first. */
  readonly name: string;
  readonly journal: Journal;
  readonly stores: readonly Store[];
}

/** Opens the stores of one conversation in a folder. */
export function openStack(options: StackOptions, folder: string): Stack {
  const journal = options.postgres === undefined ? sqlite({ file: join(folder, "memory.db") }) : postgres({ url: options.postgres });
  const stores = [
    ...(options.faiss === true ? [faiss({ folder: join(folder, "faiss") })] : []),
    ...(options.qdrant === undefined ? [] : [qdrant({ url: options.qdrant })]),
    ...(options.neo4j === undefined ? [] : [neo4j({ url: options.neo4j })]),
  ];
  return { name: stackName(options), journal, stores };
}

export function stackName(options: StackOptions): string {
  const journal = options.postgres === undefined ? "sqlite" : "postgres";
  const followers = (["faiss", "qdrant", "neo4j"] as const).filter((store) => options[store] !== undefined && options[store] !== false);
  return [journal, ...followers].join("+");
}
