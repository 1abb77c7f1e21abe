/** What differs between the engines that run a compiled query. */
export interface Dialect {
  /** A value given beside the statement, by its number from 1. */
  parameter(number: number, type: "text" | "number"): string;
  /** What LIMIT says where there is none. */
  readonly unlimited: string;
  /** Whether two values differ, NULL being a value. */
  distinct(a: string, b: string): string;
  /** A function by Pagefile's own name. */
  call(name: FunctionName, args: readonly string[]): string;
  /** A condition that is always true and ends a query that takes too long, looked at for each row of a source. */
  guard?(column: string): string;
}

/** Every function a compiled query can hold. They mean what Postgres' do, over texts in Unicode and numbers of 64 bits. */
export type FunctionName = TextFunction | NumberFunction | TimeFunction | RowsFunction;

type TextFunction =
  | ("lower" | "upper" | "length" | "trim" | "ltrim" | "rtrim" | "substr" | "replace" | "strpos" | "left" | "right" | "starts_with")
  /** Of two, NULL where one is; of any number, without the NULLs; and text like a pattern, with its escape. */
  | ("concat" | "join" | "like" | "ilike");

type NumberFunction =
  | ("abs" | "round" | "ceil" | "floor" | "trunc" | "sign" | "sqrt" | "power")
  /** NULL for a divisor of 0. */
  | ("mod" | "divide")
  /** `number` reads a text. */
  | ("greatest" | "least" | "number" | "text_of_number" | "text_of_boolean");

/** `shift` takes a time, a number and a unit; `day_number` counts days from 1970. */
type TimeFunction = "now" | "shift" | "day_of_week" | "day_number" | "date_of_day_number";

type RowsFunction =
  | ("count" | "sum" | "avg" | "min" | "max" | "bool_and" | "bool_or" | "string_agg")
  | ("row_number" | "rank" | "dense_rank" | "lag" | "lead" | "first_value" | "last_value");
