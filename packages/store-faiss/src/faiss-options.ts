import { type FaissModule, importFaiss } from "./faiss-module.ts";

/** What FAISS builds: `Flat` compares with every vector, `HNSW32` and `HNSW64` walk a graph with 32 or 64 links a vector. */
export const factories = ["Flat", "HNSW32", "HNSW64"] as const;
export type FaissFactory = (typeof factories)[number];

export interface FaissOptions {
  /** Where the files are, made at the first write. On a local disk, for one process at a time, and for one journal. */
  readonly folder: string;
  /** Names the store's cursors in the journal, so processes that share a journal need a name and a folder each. @default "faiss" */
  readonly name?: string;
  /** Others are refused: some cannot add vectors, some need training, and faiss-node lets both end the process. @default "HNSW32" */
  readonly factory?: FaissFactory;
  /** Up to so many vectors of an embedder and a kind are compared one by one: as fast, and none is missed. @default 1024 */
  readonly exactUpTo?: number;
  /** Spaces kept open; each holds an open file, its ids and its vectors in memory. @default 64 */
  readonly openSpaces?: number;
  /** Where FAISS comes from. @default the package `faiss-node` */
  readonly load?: () => Promise<FaissModule>;
}

/** @throws TypeError for a factory that is not one of ours */
export function completeOptions(options: FaissOptions): Required<FaissOptions> {
  const { folder, name = "faiss", factory = "HNSW32", exactUpTo = 1024, openSpaces = 64, load = importFaiss } = options;
  if (!factories.includes(factory)) throw new TypeError(`factory is one of ${factories.join(", ")}; got ${JSON.stringify(factory)}.`);
  return { folder, name, factory, exactUpTo, openSpaces, load };
}
