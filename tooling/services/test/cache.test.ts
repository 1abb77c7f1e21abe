import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Cache, cacheFolder } from "../src/cache.ts";
import { startProgram } from "./child-program.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const entry = { name: "engine", version: "1.2.3" };

test("is where PAGEFILE_TEST_CACHE says, else in the user's cache folder", () => {
  expect(cacheFolder({ PAGEFILE_TEST_CACHE: "/somewhere" })).toBe("/somewhere");
  expect(cacheFolder({ XDG_CACHE_HOME: "/caches" })).toBe("/caches/pagefile-test-services");
  expect(cacheFolder({})).toBe(join(homedir(), ".cache", "pagefile-test-services"));
});

test("gives an entry its name only when it is whole", async () => {
  const cache = new Cache(await temporaryFolder());
  const path = await cache.ensure(entry, async (folder) => {
    expect(cache.has(entry)).toBe(false);
    await writeFile(join(folder, "binary"), "whole");
  });
  expect(path).toBe(join(cache.folder, "engine-1.2.3"));
  expect(await readFile(join(path, "binary"), "utf8")).toBe("whole");
});

test("fills an entry once, however many ask for it", async () => {
  const cache = new Cache(await temporaryFolder());
  let fillings = 0;
  const fill = async (): Promise<void> => void fillings++;
  await Promise.all([cache.ensure(entry, fill), new Cache(cache.folder).ensure(entry, fill), cache.ensure(entry, fill)]);
  await cache.ensure(entry, fill);
  expect(fillings).toBe(1);
});

test("keeps versions apart", async () => {
  const cache = new Cache(await temporaryFolder());
  await cache.ensure(entry, async () => {});
  expect(cache.has({ ...entry, version: "1.2.4" })).toBe(false);
});

test("keeps nothing of a filling that failed, and fills again", async () => {
  const cache = new Cache(await temporaryFolder());
  const failing = cache.ensure(entry, async (folder) => {
    await writeFile(join(folder, "half"), "");
    throw new Error("no network");
  });
  await expect(failing).rejects.toThrow("no network");
  expect(await readdir(cache.folder)).toEqual(["locks"]);
  expect(existsSync(await cache.ensure(entry, async () => {}))).toBe(true);
});

test("sweeps away what a killed process left unfinished", async () => {
  const cache = new Cache(await temporaryFolder());
  const { child } = await startProgram(`
    import { Cache } from "SOURCE/cache.ts";
    await new Cache(${JSON.stringify(cache.folder)}).ensure(${JSON.stringify(entry)}, (folder) => {
      console.log(folder);
      return new Promise(() => setInterval(() => {}, 1000));
    });
  `);
  expect((await readdir(cache.folder)).some((name) => name.includes("unfinished"))).toBe(true);
  child.kill("SIGKILL");
  await cache.ensure(entry, async () => {});
  expect((await readdir(cache.folder)).toSorted()).toEqual(["engine-1.2.3", "locks"]);
});
