import { hashText } from "@pagefile/core/contracts";
import type { Schemas } from "@qdrant/js-client-rest";

/*
 * BM25 as a sparse vector: the server multiplies what a document holds by the inverse document frequency of the space. It
 * chooses the candidates only; core scores them.
 */

const k1 = 1.2;
const b = 0.75;
/** Words in a document of ordinary length. The true mean changes with every write, and what is stored does not. */
const ordinaryLength = 24;

/** The words of a document, each weighed by how often it is there. */
export function documentWords(terms: readonly string[]): Schemas["SparseVector"] {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  const norm = k1 * (1 - b + b * (terms.length / ordinaryLength));
  return sparse([...counts].map(([term, count]) => [term, (count * (k1 + 1)) / (count + norm)]));
}

export function queryWords(terms: readonly string[]): Schemas["SparseVector"] {
  return sparse(terms.map((term) => [term, 1]));
}

/** Two words of one number count as one; what is found is therefore compared by its words as well. */
function sparse(weights: readonly (readonly [term: string, weight: number])[]): Schemas["SparseVector"] {
  const byNumber = new Map<number, number>();
  for (const [term, weight] of weights) {
    const number = Number.parseInt(hashText(term).slice(0, 8), 16);
    byNumber.set(number, (byNumber.get(number) ?? 0) + weight);
  }
  return { indices: [...byNumber.keys()], values: [...byNumber.values()] };
}
