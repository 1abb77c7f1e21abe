import type { Node } from "libpg-query";
import type { Place } from "./compilation.ts";
import { commonType, type Expression, type ValueType } from "./value-type.ts";

export function compileExpression(node: Node | undefined, place: Place): Expression {
  return place.compilation.expression(node, place);
}

/** An expression as a type; `where` says what asks for it. */
export function compileAs(node: Node | undefined, type: ValueType | "any", place: Place & { readonly where: string }): string {
  return place.compilation.as(compileExpression(node, place), type, place.where);
}

/** Puts expressions into their common type, so that they can be compared or stand for one another. */
export function unify(nodes: readonly (Node | undefined)[], place: Place): { readonly sql: readonly string[]; readonly type: ValueType } {
  const compiled = nodes.map((node) => compileExpression(node, place));
  const type = commonTypeOf(compiled);
  return { sql: compiled.map((one) => place.compilation.as(one, type, "This place")), type };
}

/** What is written out fits itself to what is not. */
export function commonTypeOf(expressions: readonly Expression[]): ValueType {
  const rank = { undefined: 0, number: 1, string: 2 } as const;
  const ordered = expressions.toSorted((a, b) => rank[typeof a.literal as "number"] - rank[typeof b.literal as "number"]);
  return ordered.reduce<ValueType>((type, one) => commonType({ sql: "", type }, one), "null");
}
