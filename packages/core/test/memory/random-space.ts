import { deterministicEmbedder, randomSource } from "@pagefile/testing";
import { openTestMemory, type TestMemory } from "./open-test-memory.ts";

/** A space after a random history of every operation. */
export async function randomSpace(seed: number): Promise<TestMemory> {
  const opened = openTestMemory({ embedder: deterministicEmbedder() });
  const { space, clock } = opened;
  const random = randomSource(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random.next() * items.length)] as T;
  const ids: string[] = [];
  for (let step = 0; step < 40; step += 1) {
    await clock.advance(Math.floor(random.next() * 5_000));
    const { items } = await space.list({});
    const live = items.map(({ id }) => id);
    const what = live.length === 0 ? 0 : Math.floor(random.next() * 9);
    const text = pick(["Ana moved to Porto", "家は遠い", "a \u{1F600} smile", 'quote " and \\', "line\nbreak"]) + step;
    if (what <= 3)
      ids.push(
        ...(
          await space.write([
            { kind: pick(["message", "passage"] as const), text, tags: ["t"], attributes: { session: "s", n: random.next(), yes: true } },
          ])
        ).records.map(({ id }) => id),
      );
    else if (what === 4) await space.write({ kind: "row", body: new Uint8Array([step, 0, 255]), collection: "files", key: text });
    else if (what === 5) await space.update(pick(live), { tags: [`u${step}`], occurredAt: "2024-02-29" });
    else if (what === 6) await space.delete(pick(live));
    else if (what === 7) await space.undo(pick(ids)).catch(() => undefined);
    else await space.erase(pick(live));
  }
  return opened;
}
