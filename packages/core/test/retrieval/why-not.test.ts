import type { ReadOptions, SpaceMemory, WhyNot } from "@pagefile/core";
import { describe, expect, test } from "vitest";
import { rememberSessions } from "./corpus.ts";

describe("whyNot", () => {
  const idOf = async (space: SpaceMemory, text: string): Promise<string> => {
    const { items } = await space.list({ limit: 1000 });
    return items.find(({ body }) => "text" in body && typeof body.text === "string" && body.text.includes(text))?.id ?? "";
  };
  const ask = async (text: string, query: string, options: ReadOptions = {}): Promise<WhyNot["reason"]> => {
    const space = await rememberSessions();
    const { reason, explanation } = await space.whyNot(query, await idOf(space, text), options);
    expect(explanation).toMatch(/^[A-Z].*\.$/);
    return reason;
  };

  test("tells a returned record from one that ranks too low", async () => {
    expect(await ask("otters", "sea otters")).toBe("returned");
    expect(await ask("My tomatoes are ripe", "balcony tomatoes planted", { limit: 1 })).toBe("outranked");
  });

  test("names what barred a record", async () => {
    expect(await ask("otters", "sea otters", { kinds: ["passage"] })).toBe("other-kind");
    expect(await ask("otters", "sea otters", { filter: { attribute: "session", equals: "spring" } })).toBe("filtered");
    expect(await ask("otters", "sea otters", { minConfidence: 1 })).toBe("low-confidence");
    expect(await ask("otters", "sea otters", { budgetTokens: 1 })).toBe("over-budget");
    expect(await ask("bicycle", "sea otters")).toBe("nothing-in-common");
  });

  test("names what became of a record", async () => {
    const space = await rememberSessions();
    const id = await idOf(space, "otters");
    expect(await space.whyNot("sea otters", id, { exclude: [id] })).toMatchObject({ reason: "excluded" });
    await space.update(id, { index: false });
    expect(await space.whyNot("sea otters", id)).toMatchObject({ reason: "opaque" });
    await space.delete(id);
    expect(await space.whyNot("sea otters", id)).toMatchObject({ reason: "deleted" });
    expect(await space.whyNot("sea otters", "00000000-0000-7000-8000-000000000000")).toMatchObject({ reason: "not-in-space" });
  });

  test("says of a repetition which record stands for it", async () => {
    const space = await rememberSessions();
    const [twice] = (
      await space.write({
        kind: "message",
        text: "I sold it to my neighbour for eighty euros!",
        body: { role: "user" },
        attributes: { speaker: "Tomas" },
      })
    ).records;
    const once = await idOf(space, "neighbour for eighty euros.");
    const reasons = await Promise.all([twice?.id ?? "", once].map((id) => space.whyNot("neighbour eighty euros", id)));
    expect(reasons.map(({ reason }) => reason).sort()).toEqual(["outranked", "returned"]);
    expect(reasons.find(({ reason }) => reason === "outranked")?.explanation).toMatch(/says the same/);
  });
});
