import { openMemory } from "@pagefile/core";
import { describeWithService, type ReadyService } from "@pagefile/services";
import { postgres } from "@pagefile/store-sql";
import { expect, it } from "vitest";
import { home, now, recordId, samplePut } from "../support/sample.ts";
import { connected, freshSchema } from "./support/admin.ts";

function suite({ url }: ReadyService): void {
  it("finds Chinese words inside a sentence, and by them no other sentence", async () => {
    await using memory = openMemory({ journal: postgres({ url, schema: freshSchema() }) });
    const space = memory.space("acme/xiaoming");
    const { records } = await space.write({ kind: "passage", text: "小明喜欢吃苹果和香蕉。" });
    await space.write({ kind: "passage", text: "锅炉在三月检修过。" });
    const { hits } = await space.read("苹果");
    expect(hits.map(({ record }) => record.id)).toEqual([records[0]?.id]);
    expect((await space.read("boiler")).hits).toEqual([]);
  });

  it("keeps and finds names as long as they may be, in any script", async () => {
    await using journal = postgres({ url, schema: freshSchema() });
    const long = (seed: number, length: number): string =>
      String.fromCodePoint(...Array.from({ length }, (_, at) => 0x4e00 + ((at * seed * 7919) % 20_000)));
    const [collection, key, group] = [long(3, 512), long(5, 512), long(7, 4_096)];
    const puts = [1, 2].map((number) =>
      samplePut({ number, text: `word${number} said`, group, content: { collection, key: `${key.slice(1)}${number}` } }),
    );
    await journal.append(home, puts, { recordedAt: now });
    const [found] = await journal.get(home, [{ kind: "message", collection, key: `${key.slice(1)}2` }]);
    expect(found?.id).toBe(recordId(2));
    expect((await journal.list(home, { collection, by: "key" })).items).toHaveLength(2);
    const words = { arm: "lexical", kinds: ["message"], terms: ["word1"], limit: 9, radius: 1 } as const;
    const { candidates } = await journal.store.search(home, words, {});
    expect(candidates.map(({ id, position }) => [id, position])).toEqual([
      [recordId(1), 1],
      [recordId(2), 2],
    ]);
  });

  it("verifies a text of 20,000 words as soon as any other, and finds counts that are gone", async () => {
    const schema = freshSchema();
    await using memory = openMemory({ journal: postgres({ url, schema }) });
    const space = memory.space("acme/long");
    await space.write({ kind: "passage", text: Array.from({ length: 20_000 }, (_, at) => `word${at}`).join(" ") });
    const begun = performance.now();
    expect((await space.verify()).sound).toBe(true);
    expect(performance.now() - begun).toBeLessThan(10_000);
    await (await connected(url)).query(`DELETE FROM ${schema}.statistic`);
    expect((await space.verify()).sound).toBe(false);
    expect((await space.repair()).verified.sound).toBe(true);
  });
}

describeWithService("postgres", "text with pgvector", suite);
describeWithService("postgresPlain", "text without pgvector", suite);
