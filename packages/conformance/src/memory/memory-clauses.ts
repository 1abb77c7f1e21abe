import type { Clause } from "../clause.ts";
import { agreementClauses } from "./agreement-clauses.ts";
import { changingClauses } from "./changing-clauses.ts";
import type { MemoryContext } from "./memory-context.ts";
import { pastClauses } from "./past-clauses.ts";
import { readingClauses } from "./reading-clauses.ts";

/** Everything that a memory promises, whichever stores it is composed of. */
export const memoryClauses: readonly Clause<MemoryContext>[] = [...readingClauses, ...changingClauses, ...pastClauses, ...agreementClauses];
