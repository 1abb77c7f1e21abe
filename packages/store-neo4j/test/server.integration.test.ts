import { describeWithService } from "@pagefile/services";
import { afterAll, expect, test } from "vitest";
import { neo4j } from "../src/index.ts";
import { bareDriver } from "./support/bare-driver.ts";
import { around, entity, freshSpace, newId } from "./support/changes.ts";
import { Switch } from "./support/switch.ts";

const down = { name: "PagefileError", code: "STORE_UNAVAILABLE", retryable: true };

function suite({ url }: { readonly url: string }): void {
  const bare = bareDriver(url);
  afterAll(() => bare.close());

  test("says that the server is away, and works again when it is back", async () => {
    const line = new Switch(url);
    await line.mend();
    const store = neo4j({ url: line.url, timeoutMs: 1000 });
    const space = freshSpace();
    const id = newId();
    await store.apply(space, [entity(id)]);
    await line.cut();
    await expect(store.apply(space, [entity(id, { version: 2 })])).rejects.toMatchObject(down);
    const started = performance.now();
    await expect(store.search(space, around([id]), {})).rejects.toMatchObject(down);
    expect(performance.now() - started).toBeLessThan(5000);
    await line.mend();
    await store.apply(space, [entity(id, { version: 2 })]);
    expect((await store.search(space, around([id]), {})).entities).toEqual([{ id, version: 2, hops: 0 }]);
    await store.close();
    await line.cut();
  });

  test("says what to check when the password is wrong, and not that it should be tried again", async () => {
    const user = `user${newId().slice(-6)}`;
    await bare.executeQuery(
      "CREATE USER $user IF NOT EXISTS SET PASSWORD $password CHANGE NOT REQUIRED",
      { user, password: "right-password" },
      { database: "system" },
    );
    const { host } = new URL(url);
    const store = neo4j({ url: `bolt://${host}`, user, password: "wrong-password" });
    const refused = store.search(freshSpace(), around([newId()]), {});
    await expect(refused).rejects.toMatchObject({ code: "STORE_UNAVAILABLE", retryable: false });
    await expect(refused).rejects.toThrow(/refuses the login. Check "user", "password"/);
    await store.close();
    const right = neo4j({ url: `bolt://${user}:right-password@${host}` });
    expect((await right.search(freshSpace(), around([newId()]), {})).facts).toEqual([]);
    await right.close();
  });

  test("gives up a query that takes too long with the reason of its signal", async () => {
    const store = neo4j({ url });
    const space = freshSpace();
    const ids = Array.from({ length: 200 }, newId);
    await store.apply(
      space,
      ids.map((id) => entity(id)),
    );
    const controller = new AbortController();
    const search = store.search(space, around(ids.slice(0, 100)), { signal: controller.signal });
    controller.abort(new Error("no longer wanted"));
    await expect(search).rejects.toThrow("no longer wanted");
    await store.close();
  });
}

test("does nothing before its first use, and says then that no server answers", async () => {
  const store = neo4j({ url: "bolt://127.0.0.1:9", password: "any" });
  await expect(store.search(freshSpace(), around([newId()]), {})).rejects.toMatchObject(down);
  await store.close();
});

describeWithService("neo4j", "a current Neo4j that fails", suite);
describeWithService("neo4jOld", "a Neo4j 5.26 that fails", suite);
