import { DatabaseSync } from "node:sqlite";
import { sqlite } from "@pagefile/store-sql";
import { describe, expect, it } from "vitest";
import { freshFile } from "./support/fresh-file.ts";
import { hostileStrings, widenings } from "./support/hostile-strings.ts";

const full = process.env["PAGEFILE_PROMISE_SCALE"] === "full";
const count = full ? 10_000 : 300;

describe("S10: text stays data in every query language", () => {
  it(`widens no result by ${count} hostile strings in any position on SQLite`, { timeout: 1_800_000 }, async () => {
    await using journal = sqlite({ file: freshFile() });
    expect(await widenings(journal, hostileStrings(count))).toEqual([]);
  });

  it("is seen to widen results where text goes into SQL unescaped", () => {
    const database = new DatabaseSync(":memory:");
    database.exec("CREATE TABLE items (space TEXT, name TEXT)");
    const texts = hostileStrings(300);
    const insert = database.prepare("INSERT INTO items VALUES (?, ?)");
    for (const text of texts) insert.run("mine", text);
    insert.run("other", "hidden");
    const widened = texts.filter((text) => {
      try {
        const rows = database.prepare(`SELECT name FROM items WHERE space = 'mine' AND name = '${text}'`).all();
        return rows.some((row) => row["name"] !== text);
      } catch {
        return true;
      }
    });
    database.close();
    expect(widened.length).toBeGreaterThan(10);
  });
});
