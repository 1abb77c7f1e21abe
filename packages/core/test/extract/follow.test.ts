import { createExtractor, type ExtractReport } from "@pagefile/core";
import { PagefileError } from "@pagefile/core/contracts";
import { scriptedModel } from "@pagefile/testing";
import { expect, test, vi } from "vitest";
import { answer, factTexts, openExtract, said } from "./open-extract.ts";

const ana = answer([{ quote: "Ana moved to Porto", subject: "Ana", predicate: "lives_in", object: "Porto" }]);

const until = (check: () => void | Promise<void>): Promise<void> => vi.waitFor(check, { timeout: 20_000 });

test("works on every space as it is written to, also on what was there before, until it is told to stop", async () => {
  const { memory, space, extractor } = openExtract();
  await space.write(said("Ana lives in Porto."));
  const stop = new AbortController();
  const reports: ExtractReport[] = [];
  const following = extractor.follow({ signal: stop.signal, onReport: (report) => void reports.push(report) });
  await until(async () => expect(await factTexts(space)).toEqual(["Ana lives in Porto."]));
  const other = memory.space("acme/bob");
  await other.write(said("Tom lives in Bonn."));
  await until(async () => expect(await factTexts(other)).toEqual(["Tom lives in Bonn."]));
  stop.abort();
  await following;
  expect(reports.map(({ space: name, messages }) => [name, messages])).toEqual([
    ["acme/alice", 1],
    ["acme/bob", 1],
  ]);
});

test("gathers messages before it asks a model", async () => {
  const model = scriptedModel(() => answer([]));
  const { space, extractor, clock } = openExtract({ model, gatherMs: 2_000 });
  const stop = new AbortController();
  const following = extractor.follow({ signal: stop.signal });
  for (let at = 0; at < 5; at += 1) await space.write(said(`We talked about house number ${at}.`));
  await until(async () => {
    await clock.advance(1_000);
    expect(model.requests.length).toBe(1);
  });
  expect(model.requests[0]?.messages[1]?.text).toContain("house number 4");
  stop.abort();
  await following;
});

test("leaves a space alone until its budget is there again", async () => {
  const model = scriptedModel(() => ana);
  const { space, extractor, clock } = openExtract({ model, gatherMs: 0, budget: { callsPerRun: 1 }, batch: 1 });
  await space.write([said("Ana moved to Porto."), said("Ana moved to Porto!")]);
  const stop = new AbortController();
  const following = extractor.follow({ signal: stop.signal });
  await until(() => expect(model.requests.length).toBe(1));
  await clock.advance(20_000);
  expect(model.requests.length).toBe(1);
  await until(async () => {
    await clock.advance(30_000);
    expect(model.requests.length).toBe(2);
  });
  stop.abort();
  await following;
});

test("fails where the model can never answer", async () => {
  const model = scriptedModel([new PagefileError("MODEL_NOT_FOUND", "No such model.")]);
  const { memory, space, clock } = openExtract();
  await space.write(said("Ana moved to Porto."));
  const extractor = createExtractor({ memory, clock, model, gatherMs: 0 });
  await expect(extractor.follow({ signal: AbortSignal.timeout(10_000) })).rejects.toMatchObject({ code: "MODEL_NOT_FOUND" });
});
