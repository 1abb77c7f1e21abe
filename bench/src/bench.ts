/** Measures something; progress goes to stderr. `result` is printed by `--json` as one object, `table` otherwise. */
export type Bench = (args: readonly string[]) => Promise<{ readonly result: object; readonly table: string }>;
