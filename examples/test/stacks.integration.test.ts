import { describeWithFaiss, describeWithService } from "@pagefile/services";
import { expect, test } from "vitest";
import { runProgram } from "./run-program.ts";

describeWithService("postgres", "Postgres and Qdrant", ({ url: database }) => {
  describeWithService("qdrant", "in one memory", ({ url: search }) => {
    test("keep a write in both and find it in Qdrant", async () => {
      const output = await runProgram("postgres-qdrant.ts", [database, search]);
      expect(output).toContain("Found: The boiler was serviced on 3 March.\n  lexical: qdrant searched, 1 found");
    });
  });
});

describeWithService("neo4j", "SQLite and Neo4j", ({ url }) => {
  test("keep a graph whose facts hold for a time", async () => {
    const output = await runProgram("sqlite-neo4j.ts", [url]);
    expect(output).toMatch(/^Around Ana in 2020: .*Lisbon/m);
    expect(output).toMatch(/^From Maria to Porto: .*Maria.*Porto/m);
  });
});

await describeWithFaiss("four stores", ({ addon }) => {
  describeWithService("postgres", "on Postgres", ({ url: database }) => {
    describeWithService("qdrant", "with Qdrant", ({ url: search }) => {
      describeWithService("neo4j", "with Neo4j", ({ url: graph }) => {
        describeWithService("ollama", "and an embedder of Ollama's", ({ url: host }) => {
          test("follow one write, and each serves what it can", async () => {
            const output = await runProgram("four-stores.ts", [database, search, graph, host, "minilm"], { FAISS_ADDON: addon });
            expect(output).toContain("when was the heating looked after? The boiler was serviced on 3 March.");
            for (const line of ["lexical: qdrant searched", "vector: faiss searched", "graph: neo4j searched"])
              expect(output).toContain(line);
            for (const store of ["faiss", "qdrant", "neo4j", "postgres"])
              expect(output).toMatch(new RegExp(`^${store}: \\d+ held, 0 behind`, "m"));
          });
        });
      });
    });
  });
});
