import { type BackgroundExtract, type BackgroundExtractOptions, extractInBackground } from "@pagefile/core";
import { type ChatEvent, type ChatModel, PagefileError } from "@pagefile/core/contracts";
import { scriptedModel } from "@pagefile/testing";
import { expect, test, vi } from "vitest";
import { answer, type ExtractTest, factTexts, openExtract, said } from "./open-extract.ts";

const ana = answer([{ quote: "Ana moved to Porto", subject: "Ana", predicate: "lives_in", object: "Porto" }]);

interface Background extends ExtractTest {
  readonly background: BackgroundExtract;
  readonly facts: string[];
  readonly troubles: string[];
}

function openBackground(options: Partial<BackgroundExtractOptions> = {}): Background {
  const opened = openExtract();
  const facts: string[] = [];
  const troubles: string[] = [];
  const background = extractInBackground({
    memory: opened.memory,
    space: "acme/alice",
    clock: opened.clock,
    onFact: (_receipt, { subject, predicate }) => void facts.push(`${subject} ${predicate}`),
    onTrouble: (reason) => void troubles.push(reason),
    ...options,
  });
  return { ...opened, background, facts, troubles };
}

/** A model that never answers. */
function silentModel(): { readonly model: ChatModel; readonly asked: () => number } {
  let requests = 0;
  const model: ChatModel = {
    ...scriptedModel([]),
    async *stream(_request, { signal }) {
      requests += 1;
      yield await new Promise<ChatEvent>((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    },
  };
  return { model, asked: () => requests };
}

test("reads after each start what was said until then, and tells of each new fact", async () => {
  const { space, background, facts, troubles } = openBackground();
  await space.write(said("Ana lives in Porto."));
  background.start();
  await background.settled();
  await space.write(said("Tom lives in Bonn."));
  background.start();
  background.start();
  await background.end();
  expect(await factTexts(space)).toEqual(["Ana lives in Porto.", "Tom lives in Bonn."]);
  expect(facts).toEqual(["Ana lives_in", "Tom lives_in"]);
  expect(troubles).toEqual([]);
});

test("does nothing before it is started", async () => {
  const { space, background } = openBackground();
  await space.write(said("Ana lives in Porto."));
  await background.settled();
  await background.end();
  expect(await factTexts(space)).toEqual([]);
});

test("says the same trouble once, and again after it was over", async () => {
  const away = new PagefileError("MODEL_UNAVAILABLE", "The model is away.");
  const model = scriptedModel([away, away, ana, away]);
  const { space, background, facts, troubles } = openBackground();
  for (const text of ["Ana moved to Porto.", "Nothing new.", "Well.", "Indeed, it was so."]) {
    await space.write(said(text));
    background.start(model);
    await background.settled();
  }
  expect(facts).toEqual(["Ana lives_in"]);
  expect(troubles).toHaveLength(2);
  expect(new Set(troubles).size).toBe(1);
});

test.each([
  [
    "throws",
    () => {
      throw new Error("The screen is gone.");
    },
  ],
  ["rejects", () => Promise.reject(new Error("The screen is gone."))],
])("goes on where who is told of trouble %s", async (_how, onTrouble: () => Promise<void>) => {
  const model = scriptedModel([new PagefileError("MODEL_UNAVAILABLE", "The model is away."), ana]);
  const { space, background, facts } = openBackground({ onTrouble });
  await space.write(said("Ana moved to Porto."));
  background.start(model);
  await background.settled();
  expect(facts).toEqual([]);
  background.start(model);
  await background.end();
  expect(facts).toEqual(["Ana lives_in"]);
});

test("loses no start that comes as a run ends", async () => {
  const model = scriptedModel([new PagefileError("MODEL_UNAVAILABLE", "The model is away."), ana]);
  const { space, background, facts } = openBackground({ onTrouble: () => queueMicrotask(() => background.start(model)) });
  await space.write(said("Ana moved to Porto."));
  background.start(model);
  await vi.waitFor(() => expect(facts).toEqual(["Ana lives_in"]));
});

test("leaves a model to a turn, and goes on with the next start", async () => {
  const { model, asked } = silentModel();
  const { space, background, facts, troubles } = openBackground();
  await space.write(said("Ana moved to Porto."));
  background.start(model);
  await vi.waitFor(() => expect(asked()).toBe(1));
  background.yieldToTurn();
  await background.settled();
  expect({ facts, troubles }).toEqual({ facts: [], troubles: [] });
  background.start(scriptedModel(() => ana));
  await background.settled();
  expect(facts).toEqual(["Ana lives_in"]);
});

test("ends within its bound, and what was cut off is read by the next", async () => {
  const { model, asked } = silentModel();
  const { memory, space, clock, background } = openBackground({ endsWithinMs: 500 });
  await space.write(said("Ana moved to Porto."));
  background.start(model);
  await vi.waitFor(() => expect(asked()).toBe(1));
  const ending = background.end();
  await vi.waitFor(() => expect(clock.sleeping).toBeGreaterThan(0));
  await clock.advance(500);
  await ending;
  const next = extractInBackground({ memory, space: "acme/alice", clock });
  next.start(scriptedModel(() => ana));
  await next.settled();
  expect(await factTexts(space)).toHaveLength(1);
});
