import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const proof = /`([\w./-]+\.ts)`: "([^"]+)"/g;

/** Proofs of a page whose test is not there; `…` in a title stands for what a test fills in. */
async function missingProofs(page: string): Promise<readonly string[]> {
  const proofs = [...(await readFile(`${root}${page}`, "utf8")).matchAll(proof)];
  expect(proofs.length).toBeGreaterThan(5);
  const found = proofs.map(async ([whole, file = "", title = ""]) => {
    const source = await readFile(`${root}${file}`, "utf8").catch(() => "");
    const pattern = title
      .split("…")
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join("[^\n]*");
    return new RegExp(`["\`]${pattern}["\`]`).test(source) ? [] : [whole];
  });
  return (await Promise.all(found)).flat();
}

describe("what the documents say is tested", () => {
  test.each(["docs/pitfalls.md", "docs/promises.md"])("in %s stands in a test of that title", async (page) => {
    expect(await missingProofs(page)).toEqual([]);
  });

  test("is every failure in the list, by a test or by the name of what it comes with", async () => {
    const rows = (await readFile(`${root}docs/pitfalls.md`, "utf8")).split("\n").filter((line) => /^\| *\d+ /.test(line));
    expect(rows.map((row) => Number(row.split("|")[1]))).toEqual(Array.from({ length: 36 }, (_, at) => at + 1));
    expect(rows.filter((row) => row.search(proof) === -1 && !/ comes with /.test(row))).toEqual([]);
  });
});
