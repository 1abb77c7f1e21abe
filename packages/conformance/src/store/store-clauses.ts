import type { Clause } from "../clause.ts";
import { applyClauses, scanClauses } from "./apply-clauses.ts";
import { filterClauses } from "./filter-clauses.ts";
import { graphClauses } from "./graph-clauses.ts";
import { lexicalClauses } from "./lexical-clauses.ts";
import { searchClauses, storeSpaceClauses } from "./search-clauses.ts";
import { sqlClauses } from "./sql-clauses.ts";
import type { StoreContext } from "./store-context.ts";
import { timeClauses } from "./time-clauses.ts";
import { transactionClauses } from "./transaction-clauses.ts";
import { vectorClauses } from "./vector-clauses.ts";

/** The contract of a store, sentence by sentence. */
export const storeClauses: readonly Clause<StoreContext>[] = [
  ...applyClauses,
  ...searchClauses,
  ...lexicalClauses,
  ...vectorClauses,
  ...timeClauses,
  ...graphClauses,
  ...sqlClauses,
  ...filterClauses,
  ...scanClauses,
  ...storeSpaceClauses,
  ...transactionClauses,
];
