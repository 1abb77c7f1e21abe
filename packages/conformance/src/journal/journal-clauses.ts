import type { Clause } from "../clause.ts";
import { appendClauses } from "./append-clauses.ts";
import { concurrencyClauses, durabilityClauses } from "./concurrency-clauses.ts";
import { conflictClauses } from "./conflict-clauses.ts";
import { behindClauses, cursorClauses } from "./cursor-clauses.ts";
import { cursorMisuseClauses } from "./cursor-misuse-clauses.ts";
import { entriesClauses } from "./entries-clauses.ts";
import { eraseClauses } from "./erase-clauses.ts";
import { idempotencyClauses } from "./idempotency-clauses.ts";
import type { JournalContext } from "./journal-context.ts";
import { listClauses } from "./list-clauses.ts";
import { nameClauses } from "./name-clauses.ts";
import { pastClauses } from "./past-clauses.ts";
import { historyClauses, readClauses } from "./read-clauses.ts";
import { restoreClauses } from "./restore-clauses.ts";
import { spaceClauses } from "./space-clauses.ts";
import { versionClauses } from "./version-clauses.ts";
import { watchClauses } from "./watch-clauses.ts";

/** The contract of a journal, sentence by sentence. */
export const journalClauses: readonly Clause<JournalContext>[] = [
  ...appendClauses,
  ...versionClauses,
  ...conflictClauses,
  ...idempotencyClauses,
  ...nameClauses,
  ...listClauses,
  ...cursorMisuseClauses,
  ...historyClauses,
  ...readClauses,
  ...entriesClauses,
  ...pastClauses,
  ...eraseClauses,
  ...restoreClauses,
  ...cursorClauses,
  ...behindClauses,
  ...watchClauses,
  ...spaceClauses,
  ...concurrencyClauses,
  ...durabilityClauses,
];
