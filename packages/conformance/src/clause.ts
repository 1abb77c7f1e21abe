/** One sentence of a contract and the test of it, as data, so that it can be listed, counted and run without a test runner. */
export interface Clause<Context> {
  /** The part of the contract it belongs to. */
  readonly area: string;
  /** The fact itself, in the present tense; unique in its suite. */
  readonly title: string;
  /** Why it does not apply, judged by declared capabilities only; undefined when it does. */
  readonly unless?: (context: Context) => string | undefined;
  /** Throws when the fact does not hold. */
  readonly run: (context: Context) => Promise<void>;
}

/** Gives every clause of a file its area. */
export function inArea<Context>(area: string, clauses: readonly Omit<Clause<Context>, "area">[]): readonly Clause<Context>[] {
  return clauses.map((clause) => ({ area, ...clause }));
}
