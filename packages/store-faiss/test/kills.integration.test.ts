import { spawn } from "node:child_process";
import { cpSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Store } from "@pagefile/core/contracts";
import { describeWithFaiss } from "@pagefile/services";
import { faiss } from "@pagefile/store-faiss";
import { beforeAll, expect, test } from "vitest";
import { freshFolder } from "./support/fresh-folder.ts";
import { embedder, endedAfter, type Expected, expectedAfter, home, randomVector, range, stepsOf } from "./support/steps.ts";
import { countTraces } from "./support/traces.ts";

const writer = fileURLToPath(new URL("support/killed-writer.ts", import.meta.url));
const fullScale = process.env["PAGEFILE_PROMISE_SCALE"] === "full";
const prepared = stepsOf("beginning").length - stepsOf("prepared").length;

/** What a store holds: of each record the version and the vector. */
async function heldBy(store: Store): Promise<Map<string, string>> {
  const query = {
    arm: "vector",
    kinds: ["message", "passage"],
    embedder,
    vector: randomVector(),
    limit: 10_000,
    includeVectors: true,
  } as const;
  const found = await store.search(home, query, {});
  const held = new Map(found.map(({ id, version, vector }) => [id, `${version} ${vector?.join(" ")}`]));
  for await (const { id, version } of store.scan(home))
    if (held.get(id)?.startsWith(`${version} `) !== true) held.set(id, "scan and search differ");
  return held;
}

function described(expected: ReadonlyMap<string, Expected>): Map<string, string> {
  return new Map(
    [...expected].flatMap(([id, { version, vector }]) => (vector === undefined ? [] : [[id, `${version} ${vector.join(" ")}`]])),
  );
}

const same = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean =>
  a.size === b.size && [...a].every(([id, text]) => b.get(id) === text);

await describeWithFaiss("a process that is killed", ({ addon, load }) => {
  const start = freshFolder();
  beforeAll(async () => {
    const store = faiss({ folder: start, load });
    for (const changes of stepsOf("beginning").slice(0, prepared)) await store.apply(home, changes);
    await store.close();
  });

  async function runWriter(
    folder: string,
    killAt: number,
    torn: boolean,
  ): Promise<{ acknowledged: number; operations: number; output: string }> {
    const child = spawn(process.execPath, [writer, addon, folder, String(killAt), torn ? "torn" : ""], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, OMP_NUM_THREADS: "1" },
    });
    let output = "";
    child.stdout.on("data", (data: Buffer) => (output += data.toString()));
    child.stderr.on("data", (data: Buffer) => (output += data.toString()));
    await new Promise((resolve) => child.on("close", resolve));
    const operations = Number(/operations (\d+)/.exec(output)?.[1] ?? 0);
    return { acknowledged: [...output.matchAll(/^ack /gm)].length, operations, output };
  }

  test(
    "loses nothing acknowledged, halves nothing and leaves no removed vector, killed between any two file operations",
    { timeout: 1_800_000 },
    async () => {
      const whole = freshFolder();
      cpSync(start, whole, { recursive: true });
      const { operations, output } = await runWriter(whole, 0, false);
      expect(operations, output).toBeGreaterThan(50);
      const kills = range(0, operations).map((number) => ({ at: number + 1, torn: number % 4 === 3 }));
      // The full scale takes minutes; one in 29 spreads the others over all kinds of operations.
      for (const { at, torn } of kills.filter(({ at }) => fullScale || at % 29 === 1 || at > operations - 12)) {
        const folder = freshFolder();
        cpSync(start, folder, { recursive: true });
        const { acknowledged } = await runWriter(folder, at, torn);
        const about = `killed at operation ${at}${torn ? ", half written" : ""}, ${acknowledged} steps acknowledged`;
        const store = faiss({ folder, load });
        const held = await heldBy(store);
        const possible = [prepared + acknowledged, prepared + acknowledged + 1].map((count) => described(expectedAfter(count)));
        expect(
          possible.some((expected) => same(held, expected)),
          about,
        ).toBe(true);
        // The projector's cursor stands before what was not acknowledged, and it starts again there.
        for (const changes of stepsOf("prepared").slice(acknowledged)) await store.apply(home, changes);
        const all = stepsOf("beginning").length;
        expect(same(await heldBy(store), described(expectedAfter(all))), about).toBe(true);
        await store.close();
        expect(countTraces(folder, endedAfter(all)), about).toBe(0);
      }
    },
  );
});
