import { PagefileError } from "@pagefile/core/contracts";

/** What is used of an index of faiss-node. Labels are positions in the order of adding. */
export interface FaissIndex {
  /** Vectors one after the other; typed arrays are refused. */
  add(vectors: number[]): void;
  /** `k` above the number of vectors throws; -1 stands where fewer are found. */
  search(vector: number[], k: number): { readonly labels: readonly number[] };
  write(file: string): void;
}

/** What is used of faiss-node. */
export interface FaissModule {
  readonly Index: {
    fromFactory(dimensions: number, factory: string, metric: number): FaissIndex;
    read(file: string): FaissIndex;
  };
}

/** faiss-node's METRIC_INNER_PRODUCT: of vectors of length 1, the cosine. */
export const innerProduct = 0;

/** @throws PagefileError STORE_UNAVAILABLE that says how to install it */
export async function importFaiss(): Promise<FaissModule> {
  try {
    // The package is CommonJS whose names Node cannot see, so that all of it is the default export.
    const { default: module } = await import("faiss-node");
    return module;
  } catch (cause) {
    throw unavailable(cause);
  }
}

function unavailable(cause: unknown): PagefileError {
  const absent = cause instanceof Error && "code" in cause && cause.code === "ERR_MODULE_NOT_FOUND";
  const message = absent
    ? "The package faiss-node is not installed. Install it with `npm install faiss-node`."
    : "faiss-node is installed without its binary: its install script, which fetches it, did not run or failed. " +
      "Run `npm rebuild faiss-node` (with pnpm `pnpm approve-builds`, then `pnpm rebuild faiss-node`). " +
      "Without access to its download, build it as the README of @pagefile/store-faiss says.";
  return new PagefileError("STORE_UNAVAILABLE", message, { cause });
}
