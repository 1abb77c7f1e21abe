import { describe, expect, it } from "vitest";
import { queueKey } from "../../src/page/context/queue-key.ts";

describe("the key of a part of the queue", () => {
  const queue = [{ record: "asked" }, { record: "results" }, { record: "results" }, { record: "results" }, { record: "said" }, {}];
  const keys = (parts: typeof queue): readonly string[] => parts.map((_, index) => queueKey(parts, index));

  it("is of no other part, also where one message has the results of several calls", () => {
    expect(new Set(keys(queue)).size).toBe(queue.length);
  });

  it("stays when the oldest messages leave", () => {
    expect(keys(queue.slice(1, 5))).toEqual(keys(queue).slice(1, 5));
  });
});
