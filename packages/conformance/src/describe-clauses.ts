import { beforeAll, describe, test } from "vitest";
import type { Clause } from "./clause.ts";

/** What a suite needs beside its clauses: a context for each, and an end. */
export interface Suite<Subject, Context> {
  readonly title: string;
  readonly clauses: readonly Clause<Context>[];
  /** Called once, before the first clause. */
  readonly open: () => Promise<Subject>;
  /** Called for each clause. */
  readonly context: (subject: Subject) => Context;
  readonly close: (subject: Subject) => Promise<void>;
}

/** Registers a suite with Vitest: one `describe` for each area, one `test` for each clause. */
export function describeClauses<Subject, Context>(suite: Suite<Subject, Context>): void {
  describe(suite.title, () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await suite.open();
      return async () => suite.close(subject);
    });
    for (const area of new Set(suite.clauses.map((clause) => clause.area))) {
      describe(area, () => {
        for (const clause of suite.clauses.filter((one) => one.area === area)) {
          test(clause.title, async (run) => {
            const context = suite.context(subject);
            const reason = clause.unless?.(context);
            if (reason !== undefined) run.skip(reason);
            await clause.run(context);
          });
        }
      });
    }
  });
}
