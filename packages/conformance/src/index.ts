export { type Clause } from "./clause.ts";
export { describeJournal, type JournalSuiteOptions } from "./journal/describe-journal.ts";
export { journalClauses } from "./journal/journal-clauses.ts";
export { JournalContext } from "./journal/journal-context.ts";
