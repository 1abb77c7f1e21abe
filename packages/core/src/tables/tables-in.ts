/** A name in quotes whose letters are written as numbers, which no search for the name finds. */
const escapedName = /u&"/i;

/**
 * The tables that a query may read: all whose name occurs in it, be it in quotes, in capitals or within another word. It may name
 * too many, never too few.
 */
export function tablesIn(sql: string, names: readonly string[]): readonly string[] {
  if (escapedName.test(sql)) return names;
  const lower = sql.toLowerCase();
  return names.filter((name) => lower.includes(name));
}
