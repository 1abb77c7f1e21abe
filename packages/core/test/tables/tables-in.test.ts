import { expect, test } from "vitest";
import { tablesIn } from "../../src/tables/tables-in.ts";

const names = ["books", "expenses"];

test.each([
  ["SELECT * FROM books", ["books"]],
  ['SELECT "EXPENSES".amount FROM Expenses', ["expenses"]],
  ["WITH b AS (SELECT * FROM books) SELECT * FROM b JOIN expenses USING (key)", names],
  ["SELECT 1", []],
  ["SELECT * FROM cookbooks", ["books"]],
  ['SELECT * FROM U&"\\0062ooks"', names],
  ["SELECT * FROM u&\"!0062ooks\" UESCAPE '!'", names],
])("finds every table that %j may read", (sql, found) => {
  expect(tablesIn(sql, names)).toEqual(found);
});
