import type { Match, Store } from "@pagefile/core/contracts";
import { describeWithService } from "@pagefile/services";
import { qdrant } from "@pagefile/store-qdrant";
import { expect, test } from "vitest";
import { type Answer, startProxy } from "./support/proxy.ts";
import { freshSpace, put } from "./support/records.ts";
import { testCollection } from "./support/test-collection.ts";

const space = freshSpace();

function search(store: Store, signal?: AbortSignal): Promise<readonly Match[]> {
  return store.search(space, { arm: "time", kinds: ["message"], order: "newest", limit: 5 }, signal === undefined ? {} : { signal });
}

test("sends nothing when it is made, and says what is wrong with an address at once", () => {
  expect(qdrant({ url: "http://127.0.0.1:1" }).name).toBe("qdrant");
  expect(() => qdrant({ url: "somewhere" })).toThrow(TypeError);
});

test("a server that is down makes the store unavailable, for now", async () => {
  const store = qdrant({ url: "http://127.0.0.1:1" });
  const failure = { code: "STORE_UNAVAILABLE", retryable: true, message: expect.stringContaining("http://127.0.0.1:1") };
  await expect(store.apply(space, [put(1)])).rejects.toMatchObject(failure);
  await expect(search(store)).rejects.toMatchObject(failure);
});

describeWithService("qdrant", "errors of Qdrant", ({ url }) => {
  const { name, client, open } = testCollection(url);

  const answers: readonly [Answer, object][] = [
    [
      { status: 429, headers: { "retry-after": "7" } },
      { code: "STORE_UNAVAILABLE", retryable: true, retryAfterMs: 7000 },
    ],
    [{ status: 429 }, { code: "STORE_UNAVAILABLE", retryable: true, retryAfterMs: undefined }],
    [
      { status: 503, headers: { "retry-after": "2" } },
      { code: "STORE_UNAVAILABLE", retryable: true, retryAfterMs: 2000 },
    ],
    [{ status: 500 }, { code: "STORE_UNAVAILABLE", retryable: true }],
    [
      { status: 200, body: '{"result":{"poi' },
      { code: "STORE_UNAVAILABLE", retryable: true },
    ],
    [
      { status: 401, headers: { "content-type": "text/plain" }, body: "Must provide an API key" },
      { code: "STORE_UNAVAILABLE", retryable: false, message: expect.stringMatching(/API key.*apiKey/) },
    ],
    [{ status: 403 }, { code: "STORE_UNAVAILABLE", retryable: false, message: expect.stringContaining("API key") }],
    [
      { status: 400, body: '{"status":{"error":"Wrong input"}}' },
      { code: "STORE_REJECTED", retryable: false, message: expect.stringContaining("Wrong input") },
    ],
  ];
  test.each(answers)("the answer %o becomes %o", async (answer, expected) => {
    await using proxy = await startProxy(url, { answer: ({ path }) => (path.includes("/points") ? answer : undefined) });
    const store = qdrant({ url: proxy.url, collection: name });
    await expect(search(store)).rejects.toMatchObject(expected);
    await expect(store.apply(space, [put(1)])).rejects.toMatchObject(expected);
  });

  test("the key goes with every request", async () => {
    const keys = new Set<string>();
    await using proxy = await startProxy(url, { answer: ({ key }) => void keys.add(key ?? "none") });
    await search(qdrant({ url: proxy.url, collection: name, apiKey: "secret" }));
    expect(keys).toEqual(new Set(["secret"]));
  });

  test("a server that was away at the first use is used when it is back", async () => {
    let away = true;
    await using proxy = await startProxy(url, { answer: () => (away ? { status: 503 } : undefined) });
    const store = qdrant({ url: proxy.url, collection: name });
    await expect(search(store)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE", retryable: true });
    away = false;
    expect(await search(store)).toEqual([]);
  });

  test("what a server does not answer is given up: by the signal with its reason, by the time limit as unavailable", async () => {
    await using proxy = await startProxy(url, {
      answer: ({ path }) => (path.includes("/points") ? { status: 200, silent: true } : undefined),
    });
    const store = qdrant({ url: proxy.url, collection: name });
    const stop = new AbortController();
    const searching = search(store, stop.signal);
    while (!proxy.sent.some(({ path }) => path.includes("/points"))) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort(new Error("no longer wanted"));
    await expect(searching).rejects.toThrow("no longer wanted");
    const hasty = qdrant({ url: proxy.url, collection: name, timeoutMs: 300 });
    await expect(search(hasty)).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
      retryable: true,
      message: expect.stringContaining("in time"),
    });
  });

  test("a change the server cannot take is rejected with its reason", async () => {
    const bad = put(9, { vector: { embedder: "one", values: Float32Array.of(Number.NaN, 1) } });
    await expect(open().apply(space, [bad])).rejects.toMatchObject({ code: "STORE_REJECTED", retryable: false });
  });

  test("a collection of somebody else is left alone, and one that is gone is not taken for an empty one", async () => {
    await client.createCollection(`${name}-other`, { vectors: { size: 4, distance: "Cosine" } });
    const other = qdrant({ url, collection: `${name}-other` });
    await expect(search(other)).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
      retryable: false,
      message: expect.stringContaining("not one of Pagefile's"),
    });
    await client.deleteCollection(`${name}-other`);
    const store = qdrant({ url, collection: `${name}-gone` });
    await store.apply(space, [put(1)]);
    await client.deleteCollection(`${name}-gone`);
    await expect(search(store)).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
      retryable: false,
      message: expect.stringContaining("rebuild"),
    });
  });
});
