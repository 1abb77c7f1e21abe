import type { Embedder } from "@pagefile/core/contracts";
import { describeClauses } from "../describe-clauses.ts";
import { embedderClauses } from "./embedder-clauses.ts";
import { EmbedderContext } from "./embedder-context.ts";

export interface EmbedderSuiteOptions {
  /** Stands in the titles. */
  readonly name: string;
  /** Makes an embedder; called twice, for two of the same id must give comparable vectors. */
  readonly open: () => Embedder | Promise<Embedder>;
  /** An embedder of a model the server does not have; its clause is skipped without. */
  readonly unknown?: () => Embedder | Promise<Embedder>;
  /** Called at the end. */
  readonly teardown?: () => void | Promise<void>;
}

/** Registers the suite that every embedder must pass. */
export function describeEmbedder(options: EmbedderSuiteOptions): void {
  describeClauses({
    title: `${options.name} is an embedder`,
    clauses: embedderClauses,
    open: async () => new EmbedderContext(await options.open(), await options.open(), await options.unknown?.()),
    context: (context) => context,
    close: async () => options.teardown?.(),
  });
}
