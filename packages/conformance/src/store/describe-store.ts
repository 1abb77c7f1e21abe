import type { Journal, Store } from "@pagefile/core/contracts";
import { describeClauses } from "../describe-clauses.ts";
import { storeClauses } from "./store-clauses.ts";
import { StoreContext } from "./store-context.ts";

/** A store of its own, or a journal whose `store` is to be tested. */
export type StoreSubject = { readonly store: Store } | { readonly journal: Journal };

export interface StoreSuiteOptions {
  /** Stands in the titles. */
  readonly name: string;
  /** Opens what the suite tests, once. The suite closes it. */
  readonly open: () => StoreSubject | Promise<StoreSubject>;
  /** Called at the end. */
  readonly teardown?: () => void | Promise<void>;
}

/** Registers the suite that every store must pass. Clauses are skipped where the store's capabilities say so. */
export function describeStore(options: StoreSuiteOptions): void {
  describeClauses({
    title: `${options.name} is a store`,
    clauses: storeClauses,
    open: async () => options.open(),
    context: storeContext,
    async close(subject) {
      await ("journal" in subject ? subject.journal : subject.store).close();
      await options.teardown?.();
    },
  });
}

/** A fresh context for one clause. @throws TypeError for a journal without a store */
export function storeContext(subject: StoreSubject): StoreContext {
  if ("store" in subject) return new StoreContext(subject.store, undefined);
  if (subject.journal.store === undefined) throw new TypeError("The journal has no store to test.");
  return new StoreContext(subject.journal.store, subject.journal);
}
