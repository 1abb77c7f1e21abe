import type { TypeCast } from "libpg-query";
import { intervalOf } from "./dates.ts";
import type { Place } from "./compilation.ts";
import { compileExpression } from "./place.ts";
import { textOf } from "./operator.ts";
import { refuse } from "./refuse.ts";
import type { Expression } from "./value-type.ts";

type Target = "text" | "number" | "whole" | "boolean" | "time" | "date" | "interval";

const targets: ReadonlyMap<string, Target> = new Map([
  ...["text", "varchar", "bpchar", "char", "string"].map((name) => [name, "text"] as const),
  ...["float8", "float4", "numeric", "real", "number", "double", "float"].map((name) => [name, "number"] as const),
  ...["int4", "int8", "int2", "integer", "int", "bigint"].map((name) => [name, "whole"] as const),
  ...["bool", "boolean"].map((name) => [name, "boolean"] as const),
  ...["timestamp", "timestamptz", "datetime"].map((name) => [name, "time"] as const),
  ["date", "date"],
  ["interval", "interval"],
]);

/** CAST and ::, to text, number, boolean, time and date only. A time keeps its form when it becomes text. */
export function castTo({ arg, typeName }: TypeCast, place: Place): Expression {
  const names = (typeName?.names ?? []).map((name) => ("String" in name ? (name.String.sval ?? "") : ""));
  const plain = names.length === 1 || (names.length === 2 && names[0] === "pg_catalog");
  const target = plain && typeName?.arrayBounds === undefined ? targets.get(names.at(-1) ?? "") : undefined;
  if (target === undefined)
    return refuse(`A value cannot be cast to ${names.at(-1) ?? "that"}. Cast to text, number, integer, boolean, time or date.`);
  const expression = compileExpression(arg, place);
  if (target === "interval") return intervalOf(expression);
  const { compilation } = place;
  const where = `CAST AS ${target}`;
  if (target === "text") return { sql: textOf(expression, place), type: "text" };
  if (target === "number" || target === "whole") {
    const number = numberOf(expression, { place, where });
    return { sql: target === "whole" ? compilation.call("round", number) : number, type: "number" };
  }
  return { sql: compilation.as(expression, target, where), type: target };
}

function numberOf(expression: Expression, { place, where }: { readonly place: Place; readonly where: string }): string {
  const { sql, type, literal } = expression;
  if (type === "boolean")
    return `(CASE WHEN ${sql} THEN ${place.compilation.value(1)} WHEN NOT ${sql} THEN ${place.compilation.value(0)} END)`;
  if (type === "text" && literal === undefined) return place.compilation.call("number", sql);
  return place.compilation.as(expression, "number", where);
}
