import type { Journal } from "@pagefile/core/contracts";
import { describeClauses } from "../describe-clauses.ts";
import { journalClauses } from "./journal-clauses.ts";
import { JournalContext } from "./journal-context.ts";

export interface JournalSuiteOptions {
  /** Stands in the titles. */
  readonly name: string;
  /** Opens a handle on the suite's own database. The suite closes what it opens. */
  readonly open: () => Journal | Promise<Journal>;
  /**
   * Whether `open` called again gives a further handle on the same database, also after the others are closed. Clauses on
   * durability and on several handles are skipped without. @default true
   */
  readonly reopens?: boolean;
  /** Called at the end, when all handles are closed. */
  readonly teardown?: () => void | Promise<void>;
}

/** Registers the suite that every journal must pass. */
export function describeJournal(options: JournalSuiteOptions): void {
  const { name, reopens = true, teardown } = options;
  const open = async (): Promise<Journal> => options.open();
  describeClauses({
    title: `${name} is a journal`,
    clauses: journalClauses,
    open,
    context: (journal) => new JournalContext(journal, reopens ? open : undefined),
    async close(journal) {
      await journal.close();
      await teardown?.();
    },
  });
}
