import { rmSync } from "node:fs";
import { openMemory } from "@pagefile/core";
import { describeWithFaiss } from "@pagefile/services";
import { faiss } from "@pagefile/store-faiss";
import { sqlite } from "@pagefile/store-sql";
import { deterministicEmbedder } from "@pagefile/testing";
import { expect, test } from "vitest";
import { freshFolder } from "./support/fresh-folder.ts";
import { join } from "node:path";

await describeWithFaiss("a memory with FAISS", ({ load }) => {
  test("finds out that the files were thrown away, and mends them from the journal once", async () => {
    const folder = freshFolder();
    const file = join(freshFolder(), "memory.db");
    const open = () => openMemory({ journal: sqlite({ file }), stores: [faiss({ folder, load })], embedder: deterministicEmbedder() });
    const first = open();
    await first
      .space("acme/alice")
      .write(Array.from({ length: 30 }, (_, at) => ({ kind: "passage" as const, text: `The ${at}th boiler was serviced.` })));
    await first.close();
    rmSync(folder, { recursive: true });
    await using memory = open();
    const space = memory.space("acme/alice");
    const report = await space.verify();
    expect(report.stores.find(({ store }) => store === "faiss")?.findings).toHaveLength(30);
    expect(await space.repair()).toMatchObject({ repaired: 30, verified: { sound: true } });
    expect(await space.repair()).toMatchObject({ repaired: 0, verified: { sound: true } });
  });
});
