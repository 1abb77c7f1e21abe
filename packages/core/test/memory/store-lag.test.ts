import { PagefileError } from "@pagefile/core/contracts";
import { deterministicEmbedder, faultyStore, inMemoryStore } from "@pagefile/testing";
import { describe, expect, it } from "vitest";
import { openTestMemory } from "./open-test-memory.ts";

const down = new PagefileError("STORE_UNAVAILABLE", "connection refused", { retryable: true });

describe("the lag of a space's stores", () => {
  it("names every store in order of preference with the arms it is the first to serve, and nothing behind", async () => {
    const remote = inMemoryStore({ name: "remote", capabilities: { serves: { message: ["lexical"] } } });
    const { memory, space } = openTestMemory({ stores: [remote] });
    await space.write({ kind: "message", text: "hello" });
    const lags = await memory.lag(space.name);
    expect(lags.map(({ store, behind }) => [store, behind])).toEqual([
      ["remote", 0],
      [memory.stores[1]?.name, 0],
    ]);
    expect(lags[0]?.arms).toEqual(["lexical"]);
    expect(lags[1]?.arms).toEqual(expect.arrayContaining(["lexical", "graph", "time"]));
  });

  it("lists the vector arm only where there is an embedder", async () => {
    const arms = async (options: Parameters<typeof openTestMemory>[0]): Promise<readonly string[]> =>
      (await openTestMemory(options).memory.lag("acme/alice")).flatMap((lag) => lag.arms);
    expect(await arms({})).not.toContain("vector");
    expect(await arms({ embedder: deterministicEmbedder() })).toContain("vector");
  });

  it("counts the entries a store has not applied in that space alone, says why, and is 0 again after it caught up", async () => {
    const remote = inMemoryStore({ name: "remote" });
    const broken = faultyStore(remote, { faults: [{ at: "apply:before", passage: 1, error: down }] });
    const { memory, space, clock } = openTestMemory({ stores: [broken] });
    await space.write(
      [
        { kind: "message", text: "one" },
        { kind: "message", text: "two" },
      ],
      { wait: "stores" },
    );
    expect((await memory.lag(space.name))[0]).toMatchObject({ store: "remote", behind: 2, reason: "It failed: connection refused" });
    expect((await memory.lag("acme/bob"))[0]).toMatchObject({ behind: 0 });
    await clock.advance(1000);
    await memory.catchUp();
    expect((await memory.lag(space.name))[0]).toEqual({ store: "remote", arms: expect.any(Array), behind: 0 });
  });

  it("refuses a name that is no space", async () => {
    await expect(openTestMemory().memory.lag("")).rejects.toMatchObject({ code: "SPACE_INVALID" });
  });
});
