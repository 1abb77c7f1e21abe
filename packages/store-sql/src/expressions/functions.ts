import type { FunctionName } from "./dialect.ts";
import type { ValueType } from "./value-type.ts";

/** How a function that a query names is called. */
export interface SqlFunction {
  readonly as: FunctionName;
  /** The types of its arguments; `any` takes each, and all of them must fit together where it `gives` `same`. */
  readonly takes: readonly (ValueType | "any")[];
  /** How many of them are needed. @default all */
  readonly least?: number;
  /** The last may come any number of times. @default false */
  readonly more?: boolean;
  readonly gives: ValueType | "same";
  readonly role?: "aggregate" | "window";
}

function scalar(as: FunctionName, takes: SqlFunction["takes"], gives: SqlFunction["gives"]): SqlFunction {
  return { as, takes, gives };
}

function aggregate(as: FunctionName, takes: SqlFunction["takes"], gives: SqlFunction["gives"]): SqlFunction {
  return { as, takes, gives, role: "aggregate" };
}

function window(as: FunctionName, takes: SqlFunction["takes"], gives: SqlFunction["gives"]): SqlFunction {
  return { as, takes, gives, least: Math.min(1, takes.length), role: "window" };
}

const length = scalar("length", ["text"], "number");
const trim = { ...scalar("trim", ["text", "text"], "text"), least: 1 };
const substr = { ...scalar("substr", ["text", "number", "number"], "text"), least: 2 };
const position = scalar("strpos", ["text", "text"], "number");
const ceil = scalar("ceil", ["number"], "number");
const power = scalar("power", ["number", "number"], "number");
const allOf = aggregate("bool_and", ["boolean"], "boolean");
const joined: SqlFunction = { ...aggregate("string_agg", ["text", "text"], "text"), least: 1 };

/** Everything a query may call. What is not here does not exist, whatever the engine has. */
export const functions: ReadonlyMap<string, SqlFunction> = new Map([
  ["lower", scalar("lower", ["text"], "text")],
  ["upper", scalar("upper", ["text"], "text")],
  ["length", length],
  ["char_length", length],
  ["character_length", length],
  ["trim", trim],
  ["btrim", trim],
  ["ltrim", { ...scalar("ltrim", ["text", "text"], "text"), least: 1 }],
  ["rtrim", { ...scalar("rtrim", ["text", "text"], "text"), least: 1 }],
  ["substr", substr],
  ["substring", substr],
  ["replace", scalar("replace", ["text", "text", "text"], "text")],
  ["strpos", position],
  ["instr", position],
  ["position", position],
  ["left", scalar("left", ["text", "number"], "text")],
  ["right", scalar("right", ["text", "number"], "text")],
  ["starts_with", scalar("starts_with", ["text", "text"], "boolean")],
  ["concat", { ...scalar("join", ["text"], "text"), more: true }],
  ["abs", scalar("abs", ["number"], "number")],
  ["round", { ...scalar("round", ["number", "number"], "number"), least: 1 }],
  ["ceil", ceil],
  ["ceiling", ceil],
  ["floor", scalar("floor", ["number"], "number")],
  ["trunc", scalar("trunc", ["number"], "number")],
  ["sign", scalar("sign", ["number"], "number")],
  ["sqrt", scalar("sqrt", ["number"], "number")],
  ["power", power],
  ["pow", power],
  ["mod", scalar("mod", ["number", "number"], "number")],
  ["now", scalar("now", [], "time")],
  ["count", aggregate("count", ["any"], "number")],
  ["sum", aggregate("sum", ["number"], "number")],
  ["avg", aggregate("avg", ["number"], "number")],
  ["min", aggregate("min", ["any"], "same")],
  ["max", aggregate("max", ["any"], "same")],
  ["bool_and", allOf],
  ["every", allOf],
  ["bool_or", aggregate("bool_or", ["boolean"], "boolean")],
  ["string_agg", joined],
  ["group_concat", joined],
  ["row_number", window("row_number", [], "number")],
  ["rank", window("rank", [], "number")],
  ["dense_rank", window("dense_rank", [], "number")],
  ["lag", window("lag", ["any", "number"], "same")],
  ["lead", window("lead", ["any", "number"], "same")],
  ["first_value", window("first_value", ["any"], "same")],
  ["last_value", window("last_value", ["any"], "same")],
]);

/** Those compiled by themselves, from what is here. */
export const composed: readonly string[] = ["date", "date_part", "date_trunc", "extract", "julianday", "strftime", "to_char"];
