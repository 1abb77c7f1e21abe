export { type Clause } from "./clause.ts";
export { describeJournal, type JournalSuiteOptions } from "./journal/describe-journal.ts";
export { journalClauses } from "./journal/journal-clauses.ts";
export { JournalContext } from "./journal/journal-context.ts";
export { describeStore, storeContext, type StoreSubject, type StoreSuiteOptions } from "./store/describe-store.ts";
export { storeClauses } from "./store/store-clauses.ts";
export { StoreContext } from "./store/store-context.ts";
