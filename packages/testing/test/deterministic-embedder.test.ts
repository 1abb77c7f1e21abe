import { deterministicEmbedder, manualClock } from "@pagefile/testing";
import { expect, test } from "vitest";

const cosine = (a: Float32Array | undefined, b: Float32Array | undefined): number =>
  (a ?? new Float32Array()).reduce((sum, value, at) => sum + value * (b?.[at] ?? 0), 0);

test("puts texts that share words nearer to each other than others", async () => {
  const embedder = deterministicEmbedder({ dimensions: 128 });
  const texts = [
    "My sister Ana lives in Porto.",
    "Where does my sister live?",
    "The boiler was serviced in March.",
    "我的姐姐住在波尔图",
    "姐姐住在哪里",
  ];
  const [ana, where, boiler, sister, chinese] = await embedder.embed(texts, { purpose: "document" });
  expect(cosine(ana, where)).toBeGreaterThan(cosine(ana, boiler));
  expect(cosine(sister, chinese)).toBeGreaterThan(cosine(sister, boiler));
});

test("fails as often as it is told to, retryably unless told otherwise, and then works again", async () => {
  const embedder = deterministicEmbedder();
  const other = new Error("of another kind");
  embedder.failNext(2);
  embedder.failNext(1, other);
  const embed = (): Promise<unknown> => embedder.embed(["a"], { purpose: "query" });
  await expect(embed()).rejects.toMatchObject({ code: "EMBEDDER_UNAVAILABLE", retryable: true });
  await expect(embed()).rejects.toMatchObject({ code: "EMBEDDER_UNAVAILABLE" });
  await expect(embed()).rejects.toBe(other);
  await expect(embed()).resolves.toHaveLength(1);
  expect(embedder.calls).toHaveLength(4);
});

test("takes its time on the clock it is given", async () => {
  const clock = manualClock();
  const embedder = deterministicEmbedder({ delayMs: 500, clock });
  let done = false;
  const embedding = embedder.embed(["a"], { purpose: "document" }).then(() => (done = true));
  await clock.advance(499);
  expect(done).toBe(false);
  await clock.advance(1);
  await embedding;
  expect(done).toBe(true);
});
