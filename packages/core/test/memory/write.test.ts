import { describe, expect, it } from "vitest";
import { only, openTestMemory } from "./open-test-memory.ts";

describe("write", () => {
  it("keeps a message and gives it back", async () => {
    const { space } = openTestMemory();
    const { records, head, pending } = await space.write({
      kind: "message",
      text: "My sister Ana moved to Porto.",
      attributes: { session: "s1" },
      tags: ["family"],
    });
    const { id, version, outcome } = only(records);
    expect([version, outcome, head.seq, pending]).toEqual([1, "created", 1, []]);
    expect(await space.get(id)).toMatchObject({
      id,
      kind: "message",
      body: { role: "user", text: "My sister Ana moved to Porto." },
      attributes: { session: "s1" },
      tags: ["family"],
      index: true,
      createdAt: "2026-01-01T00:00:00.000Z",
      origin: { channel: "system", trust: "user" },
    });
  });

  it("writes all drafts or none", async () => {
    const { space } = openTestMemory();
    const block = { kind: "block", collection: "core", key: "human", text: "Alice" } as const;
    await space.write(block);
    await expect(space.write([{ kind: "message", text: "hello" }, block])).rejects.toMatchObject({
      code: "VERSION_CONFLICT",
      current: { body: { text: "Alice" } },
    });
    expect(await space.count()).toEqual({ block: 1 });
    expect((await space.head()).seq).toBe(1);
  });

  it("makes one record of two concurrent adds of the same text (pitfall 13)", async () => {
    const { space } = openTestMemory();
    const receipts = await Promise.all([
      space.write({ kind: "passage", text: "The boiler was serviced on 3 March." }),
      space.write({ kind: "passage", text: "  The boiler was\nserviced on 3 March. " }),
    ]);
    const [first, second] = receipts.map(({ records }) => only(records));
    expect(second?.id).toBe(first?.id);
    expect([first?.outcome, second?.outcome]).toEqual(["created", "skipped"]);
    expect(await space.count()).toEqual({ passage: 1 });
  });

  it("keeps equal texts apart when their writer names them", async () => {
    const { space } = openTestMemory();
    const chunk = { kind: "passage", text: "Page left blank.", collection: "manual.pdf" } as const;
    await space.write([
      { ...chunk, key: "1" },
      { ...chunk, key: "2" },
    ]);
    expect(await space.count()).toEqual({ passage: 2 });
  });

  it("happens once for an idempotency key, and refuses another write under it", async () => {
    const { space, clock } = openTestMemory();
    const draft = { kind: "message", text: "only once" } as const;
    const first = await space.write(draft, { idempotencyKey: "call-1" });
    await clock.advance(60_000);
    const again = await space.write(draft, { idempotencyKey: "call-1" });
    expect(again).toMatchObject({ replayed: true, records: first.records, head: first.head });
    expect(await space.count()).toEqual({ message: 1 });
    await expect(space.write({ ...draft, text: "another" }, { idempotencyKey: "call-1" })).rejects.toMatchObject({
      code: "IDEMPOTENCY_MISMATCH",
    });
  });
});
