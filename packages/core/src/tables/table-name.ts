import { PagefileError } from "../contracts/index.ts";
import { reservedWords } from "./reserved-words.ts";

/** The collection that holds the definitions, and so no table's name. */
export const definitionCollection = "tables";
/** What every table has beside its columns: the name of the row. */
export const keyColumn = "key";

const form = /^[a-z_][a-z0-9_]{0,62}$/;

/** A table's name as it is kept: SQL reads names in lower case. @throws PagefileError RECORD_INVALID */
export function tableName(name: unknown): string {
  return cleanName("table", name, definitionCollection);
}

/** @throws PagefileError RECORD_INVALID */
export function columnName(name: unknown): string {
  return cleanName("column", name, keyColumn);
}

function cleanName(what: "table" | "column", given: unknown, taken: string): string {
  const name = typeof given === "string" ? given.toLowerCase() : "";
  const shown = JSON.stringify(typeof given === "string" ? given.slice(0, 80) : (given ?? null));
  if (!form.test(name)) {
    const rule = `a ${what}'s name is 1 to 63 letters a to z, digits and "_", not beginning with a digit`;
    throw new PagefileError("RECORD_INVALID", `${shown} cannot name a ${what}: ${rule}.`);
  }
  if (name === taken) throw new PagefileError("RECORD_INVALID", `${shown} cannot name a ${what}: ${uses[what]}. Take another name.`);
  if (!reservedWords.has(name)) return name;
  throw new PagefileError("RECORD_INVALID", `${shown} cannot name a ${what}: it is a word of SQL. Take another, for example ${name}_name.`);
}

const uses = { table: "the definitions are kept under it", column: "every table has it already, as the name of the row" };
