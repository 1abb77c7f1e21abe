import { describe, expect, test } from "vitest";
import { runProgram } from "./run-program.ts";

describe("a memory without a model", () => {
  test("is written, searched, explained, corrected, undone and erased", async () => {
    const output = await runProgram("embedded-memory.ts");
    expect(output).toContain("Found: The boiler was serviced on 3 March.\n  lexical: rank 1,");
    expect(output).toContain("History: 1 put, 3 put, 4 put");
    expect(output).toContain("Erased for good: 3 entries, freed bytes overwritten: true");
  });
});

describe("an agent with the offline model", () => {
  test("files what it is told and quotes it to a second agent, but not in another space", async () => {
    const output = await runProgram("agent-with-offline-model.ts");
    expect(output).toContain('[core_memory_append {"label":"human","text":"My sister Ana lives in Porto."}]');
    expect(output.split("> Where does my sister live?")).toHaveLength(3);
  });
});
