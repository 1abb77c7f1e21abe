import { faiss } from "@pagefile/store-faiss";
import { expect, test } from "vitest";
import { importFaiss } from "../src/faiss-module.ts";
import { freshFolder } from "./support/fresh-folder.ts";
import { home, put } from "./support/steps.ts";

const installed = await importFaiss().then(
  () => true,
  () => false,
);

test.skipIf(installed)("says how to install FAISS's binary where it is missing, at the first use and not before", async () => {
  const store = faiss({ folder: freshFolder() });
  await expect(store.apply(home, [put(1, 1)])).rejects.toMatchObject({
    code: "STORE_UNAVAILABLE",
    message: expect.stringContaining("npm rebuild faiss-node") as unknown,
  });
  await store.close();
});

test("refuses a factory that could end the process", () => {
  expect(() => faiss({ folder: freshFolder(), factory: "IDMap,Flat" as "Flat" })).toThrow(TypeError);
});
