import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describeWithService } from "@pagefile/services";
import { afterAll, expect, test } from "vitest";
import { neo4j } from "../src/index.ts";
import { bareDriver } from "./support/bare-driver.ts";
import { around, entity, fact, freshSpace, newId } from "./support/changes.ts";

function suite({ url }: { readonly url: string }): void {
  const store = neo4j({ url });
  const bare = bareDriver(url);
  afterAll(() => Promise.all([store.close(), bare.close()]));

  test("keeps the newest version when several processes write in any order", async () => {
    const space = freshSpace();
    const [id, factId] = [newId(), newId()];
    const writer = fileURLToPath(new URL("support/writer.ts", import.meta.url));
    const run = (first: number): Promise<unknown> =>
      promisify(execFile)(process.execPath, [writer, url, space, id, factId, String(first), "15", "3"]);
    await Promise.all([run(1), run(2), run(3)]);
    const found = await store.search(space, around([id]), {});
    expect(found.entities).toEqual([{ id, version: 15, hops: 0 }]);
    expect(found.facts).toMatchObject([{ id: factId, version: 15, predicate: "p15" }]);
    const { statistics } = await store.search(
      space,
      { arm: "lexical", kinds: ["entity", "fact"], terms: ["v15", "v14"], radius: 0, limit: 5 },
      {},
    );
    expect(statistics).toEqual({ documents: 2, averageLength: 1, frequencies: [2, 0] });
    const { records } = await bare.executeQuery("MATCH (n:PagefileRecord {space: $space})-[r]->() RETURN count(r) AS links", { space });
    expect(records[0]?.get("links")).toBe(1);
  });

  test("goes on after a deadlock with somebody else's transaction", async () => {
    const space = freshSpace();
    const ids = [newId(), newId()];
    await store.apply(
      space,
      ids.map((id) => entity(id)),
    );
    let retried = 0;
    for (let version = 2; version < 12 && retried === 0; version += 1) {
      const session = bare.session();
      const other = session.beginTransaction();
      const touch = (label: string): Promise<unknown> =>
        Promise.resolve(other.run(`MATCH (n:${label} {space: $space}) SET n.touched = $version`, { space, version }));
      await touch("PagefileRecord");
      const applied = store.apply(
        space,
        ids.map((id) => entity(id, { version })),
      );
      // By then the store has locked the space and waits for the records, so that one of the two must give way.
      await new Promise((resolve) => setTimeout(resolve, 400));
      await touch("PagefileSpace").then(
        () => other.commit().then(() => (retried += 1)),
        () => other.rollback(),
      );
      await session.close();
      await applied;
    }
    expect(retried).toBe(1);
    const found = await store.search(space, around(ids), {});
    expect(found.entities.map(({ version }) => version)).toEqual([found.entities[0]?.version, found.entities[0]?.version]);
  });

  test("links a fact to what it was learnt from, and returns none of these nodes", async () => {
    const space = freshSpace();
    const [ana, factId, message] = [newId(), newId(), newId()];
    await store.apply(space, [fact(factId, { subject: ana, evidence: [message] })]);
    const query = `MATCH (:PagefileRecord {space: $space, id: $factId})-[:EVIDENCE]->(m) RETURN properties(m) AS m`;
    const { records } = await bare.executeQuery(query, { space, factId });
    expect(records.map((record) => record.get("m") as unknown)).toEqual([{ space, id: message }]);
    for await (const { id } of store.scan(space)) expect(id).toBe(factId);
    expect(await store.search(space, around([message, ana]), {})).toEqual({ entities: [], facts: [], truncated: false });
    await store.apply(space, [entity(ana)]);
    expect((await store.search(space, around([ana]), {})).facts).toMatchObject([{ id: factId, evidence: [message] }]);
  });

  test("leaves nothing of a removed record but its id, version and place", async () => {
    const space = freshSpace();
    const id = newId();
    const vector = { embedder: "gone", values: Float32Array.of(1, 0) };
    await store.apply(space, [entity(id, { terms: ["secret"], attributes: { secret: "secret" }, vector })]);
    await store.apply(space, [{ type: "remove", seq: 2, id, version: 2 }]);
    const { records } = await bare.executeQuery("MATCH (n:PagefileRecord {space: $space}) RETURN properties(n) AS n", { space });
    expect(records.map((record) => record.get("n") as unknown)).toEqual([{ space, id, version: 2, position: 0 }]);
  });

  test("finds a fact whose relations somebody deleted missing from the graph, and mends it", async () => {
    const space = freshSpace();
    const [ana, factId] = [newId(), newId()];
    const changes = [entity(ana), fact(factId, { subject: ana })];
    await store.apply(space, changes);
    const graph = async (): Promise<string[]> => {
      const ids: string[] = [];
      for await (const { id, arm } of store.scan(space)) if (arm === "graph") ids.push(id);
      return ids;
    };
    expect(await graph()).toEqual([ana, factId]);
    await bare.executeQuery("MATCH (:PagefileRecord {space: $space, id: $factId})-[r]->() DELETE r", { space, factId });
    expect(await graph()).toEqual([ana]);
    await store.apply(space, changes);
    expect(await graph()).toEqual([ana, factId]);
  });
}

describeWithService("neo4j", "writes to the current Neo4j", suite);
describeWithService("neo4jOld", "writes to Neo4j 5.26", suite);
