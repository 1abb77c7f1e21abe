import { describeWithFaiss, describeWithService } from "@pagefile/services";
import { afterAll, expect, test } from "vitest";
import { composeStack } from "../src/compose-stack.ts";
import { freshPlaces, type Servers } from "../src/fresh-places.ts";
import { withNeo4j } from "./support/bare-dumps.ts";
import { widenings } from "./support/hostile-positions.ts";
import { hostileStrings, meaningful } from "./support/hostile-strings.ts";

const full = process.env["PAGEFILE_PROMISE_SCALE"] === "full";
/** On each of four stacks, so 10,000 in all. */
const texts = hostileStrings(full ? 2_500 : 10);

function describeText(name: string, servers: Servers): void {
  const { places, clear } = freshPlaces(servers);
  const stack = composeStack(places);
  afterAll(async () => {
    for (const store of stack.stores) await store.close();
    await stack.journal.close();
    await clear();
  });

  test(`S10: ${texts.length} hostile strings in any position widen no result on ${name}`, { timeout: 3_600_000 }, async () => {
    expect(await widenings(stack, texts)).toEqual([]);
    process.stderr.write(`S10: 0 of ${texts.length} hostile strings widened a result on ${name}\n`);
  });
}

describeWithService("postgres", "on Postgres", ({ url: postgres }) => describeText("Postgres", { postgres }));
describeWithService("qdrant", "on Qdrant", ({ url: qdrant }) => describeText("Qdrant", { qdrant }));
describeWithService("neo4j", "on Neo4j", ({ url: neo4j }) => {
  describeText("Neo4j", { neo4j });

  test("is seen to widen where text goes into Cypher unescaped", async () => {
    const label = `Text${crypto.randomUUID().slice(0, 8)}`;
    const wrong = await withNeo4j(neo4j, async (driver) => {
      await driver.executeQuery(`CREATE (:${label} {space: 'mine', name: 'mine'}), (:${label} {space: 'other', name: 'hidden'})`);
      const widened: string[] = [];
      for (const text of meaningful) {
        const query = `MATCH (n:${label}) WHERE n.space = 'mine' AND n.name = '${text}' RETURN n.name AS name`;
        const told = await driver.executeQuery(query).then(
          ({ records }) => JSON.stringify(records),
          () => "",
        );
        if (told.includes("hidden")) widened.push(text);
      }
      await driver.executeQuery(`MATCH (n:${label}) DELETE n`);
      return widened;
    });
    expect(wrong).toContain("' OR true RETURN n //");
  });
});
await describeWithFaiss("on FAISS", ({ addon: faiss }) => describeText("FAISS", { faiss }));
