import type { AgentEvent } from "@pagefile/core";
import { randomSource } from "@pagefile/testing";
import { expect, test } from "vitest";
import { toUiMessageChunks, type UiMessageChunk } from "../src/index.ts";
import { brokenRules } from "./support/chunk-rules.ts";
import { all, asked, end, failedCall, one, remembered, step, stepEnd, stream, text, turn } from "./support/turns.ts";

const chunksOf = (events: Iterable<AgentEvent>, client?: 5 | 6 | 7): Promise<UiMessageChunk[]> =>
  all(toUiMessageChunks(stream(events), client === undefined ? {} : { client }));

/** What each event says in the middle of a step, beside what opens and closes the step. */
const told: { readonly [T in AgentEvent["type"]]: readonly string[] } = {
  "turn-start": ["start"],
  recall: ["data-recall"],
  "step-start": ["data-context"],
  "text-delta": ["text-start", "text-delta", "text-end"],
  "reasoning-delta": ["reasoning-start", "reasoning-delta", "reasoning-end"],
  "tool-call": ["tool-input-available", "tool-output-error"],
  confirmation: ["tool-input-available", "data-confirmation"],
  "tool-result": [],
  mistake: ["data-mistake"],
  retry: ["data-retry"],
  "memory-pressure": ["data-pressure"],
  eviction: ["data-eviction"],
  "step-finish": [],
  "turn-finish": ["text-start", "text-delta", "text-end", "finish"],
};
const frame = new Set(["start", "start-step", "finish-step", "message-metadata", "error", "data-void"]);

test.each(Object.values(one))("tells of $type", async (event) => {
  const before = event.type === "turn-start" ? [] : [one["turn-start"]];
  const types = (await chunksOf([...before, event])).map(({ type }) => type);
  expect(types.filter((type) => !frame.has(type) || type === told[event.type][0])).toEqual(told[event.type]);
});

test("tells of a recall what was found and searched, and neither bodies, lineage, what was cut nor addresses", async () => {
  const [, recall] = await chunksOf([one["turn-start"], one.recall]);
  expect(recall).toMatchObject({
    data: {
      searched: [
        { arm: "lexical", status: "searched" },
        { arm: "vector", status: "failed", behind: 3, reason: "It could not be searched." },
      ],
      hits: [{ id: remembered, text: "Ana lives in Porto.", origin: { channel: "user", trust: "user", source: "chat" } }],
    },
  });
  expect(JSON.stringify(recall)).not.toMatch(/Not for the page|parents|body|10\.0\.0\.7/);
});

test("passes over what a later core may tell beside what is known", async () => {
  const later = [one["turn-start"], { type: "approval", call: "1" }, { type: "constructor" }, end()];
  const types = (await chunksOf(later as unknown as AgentEvent[])).map(({ type }) => type);
  expect(types).toEqual(["start", "start-step", "text-start", "text-delta", "text-end", "finish-step", "finish"]);
});

test("gives nothing where there is no turn, and the same chunks for the same events", async () => {
  expect(await chunksOf([])).toEqual([]);
  const events = [one["turn-start"], step(1), text("In "), one.mistake, stepEnd(1), step(2), one["tool-call"], one["tool-result"], end()];
  expect(await chunksOf(events)).toEqual(await chunksOf(events));
});

test("says that the reply broke off where the events end before the turn", async () => {
  expect((await chunksOf([one["turn-start"], step(1), text("In")])).slice(-2)).toEqual([
    { type: "message-metadata", messageMetadata: { stopReason: "failed", explanation: "The reply broke off." } },
    { type: "error", errorText: "The reply broke off." },
  ]);
});

test("does not stream an answer a second time", async () => {
  const chunks = await chunksOf([one["turn-start"], step(1), text("In "), text("Porto."), stepEnd(1), end()]);
  expect(chunks.filter(({ type }) => type === "text-start")).toHaveLength(1);
});

test("tells an answer that no step of the turn streamed", async () => {
  const { "tool-call": call, "tool-result": result } = one;
  const chunks = await chunksOf([one["turn-start"], step(1), text("I look."), call, result, stepEnd(1), step(2), stepEnd(2), end()]);
  expect(chunks).toContainEqual({ type: "text-delta", id: "text-2", delta: "In Porto." });
});

test("says that a cancelled turn was cut off, and then how it ended", async () => {
  const chunks = await chunksOf([one["turn-start"], step(1), text("In"), end({ reason: "cancelled", text: "" })]);
  expect(chunks.slice(-2)).toMatchObject([{ type: "abort" }, { type: "finish", finishReason: "other" }]);
});

test("leaves the calls of a resumed turn in the step that was told before, and names no part as one was named there", async () => {
  const { "turn-start": start, "tool-call": call, "tool-result": result, mistake } = one;
  const chunks = await chunksOf([{ ...start, resumed: true }, call, result, step(1), text("In"), mistake, text("In Porto."), end()]);
  expect(chunks.map(({ type }) => type)).toEqual([
    ...["start", "tool-input-available", "tool-output-available"],
    ...["start-step", "data-context", "text-start", "text-delta", "text-end", "data-void", "data-mistake"],
    ...["text-start", "text-delta", "text-end", "finish-step", "finish"],
  ]);
  const part = `text-${asked}/0-1`;
  expect(chunks).toContainEqual({ type: "data-void", id: `void-${asked}/0-1`, data: { parts: [part], because: "mistake" } });
});

const waiting = [one["turn-start"], step(1), text("I pay."), one.confirmation, stepEnd(1)];
const stopped = end({ reason: "confirmation", text: "", explanation: "I wait for your word before I act." });

test("leaves a call open that waits, and says so in a text to a client that knows no approval", async () => {
  const told = await chunksOf([...waiting, stopped]);
  const { id, reason, because } = one.confirmation.confirmation;
  expect(told).toContainEqual({ type: "data-confirmation", id: `confirmation-${id}`, data: { id, reason, because } });
  expect(told.slice(-4)).toMatchObject([
    { type: "text-start", providerMetadata: { pagefile: { note: true } } },
    { type: "text-delta", delta: "I wait for your word before I act." },
    { type: "text-end" },
    { type: "finish", finishReason: "tool-calls", messageMetadata: { stopReason: "confirmation" } },
  ]);
  for (const client of [6, 7] as const) {
    const types = (await chunksOf([...waiting, stopped], client)).map(({ type }) => type);
    expect(types.slice(-5)).toEqual(["tool-input-available", "tool-approval-request", "data-confirmation", "finish-step", "finish"]);
  }
});

test("tells of a call that was decided what was said, and in words where the client knows no refusal", async () => {
  const { "turn-start": start, "tool-call": call, "tool-result": result } = one;
  const resumed = { ...start, resumed: true };
  const denied = { ...result, result: { ...result.result, failed: true, denied: true } };
  const allowed = { ...result, result: { ...result.result, allowed: true } };
  const answer = (answered: string): object => ({
    type: "data-confirmation",
    id: `confirmation-${asked}/0`,
    data: { id: `${asked}/0`, answered },
  });
  const words = "This call was not allowed, so it was not run.";
  expect((await chunksOf([resumed, call, denied, end()])).slice(2, 4)).toMatchObject([{ errorText: words }, answer("refused")]);
  expect((await chunksOf([resumed, call, denied, end()], 6)).slice(2, 4)).toMatchObject([
    { type: "tool-output-denied" },
    answer("refused"),
  ]);
  expect((await chunksOf([resumed, call, allowed, end()], 7)).slice(2, 4)).toMatchObject([
    { type: "tool-output-available" },
    answer("allowed"),
  ]);
});

test("marks text of a request that was too long, or made anew without tools, as void", async () => {
  const chunks = await chunksOf([one["turn-start"], step(1), text("In Lis"), stepEnd(1), step(2), text("In Porto."), stepEnd(2), end()]);
  expect(chunks).toContainEqual({ type: "data-void", id: "void-1", data: { parts: ["text-1"], because: "retry" } });
});

test("resets no step whose calls or events would be lost with it", async () => {
  const { eviction, mistake } = one;
  const chunks = await chunksOf([one["turn-start"], step(1), text("In Lis"), stepEnd(1), eviction, mistake, step(2), text("In"), end()], 7);
  expect(chunks.map(({ type }) => type)).not.toContain("reset-step");
  expect(chunks).toContainEqual({ type: "data-void", id: "void-1", data: { parts: ["text-1"], because: "mistake" } });
});

const ends = [
  end(),
  end({ reason: "cancelled", text: "" }),
  end({ reason: "failed", text: "", explanation: "It failed." }),
  end({ reason: "tokens", text: "", explanation: "Too many." }),
];

test("keeps the rules of the stream whatever the order of events", async () => {
  for (let seed = 1; seed <= 2000; seed += 1) {
    const random = randomSource(seed);
    const middle = numbered(
      Array.from({ length: random.integer(0, 12) }, () => random.pick([...Object.values(one).slice(1, -1), failedCall])),
    );
    const events = [{ ...one["turn-start"], resumed: random.chance(0.3) }, ...middle, ...(random.chance(0.9) ? [random.pick(ends)] : [])];
    const client = random.pick([5, 6, 7, undefined] as const);
    const broken = brokenRules(await chunksOf(events, client), client);
    expect(broken, `seed ${seed}: ${events.map(({ type }) => type).join(" ")}`).toEqual([]);
  }
});

test("the rules find what breaks them", () => {
  const start = { type: "start", messageId: turn } as const;
  const finish = { type: "finish" } as const;
  expect(brokenRules([start, { type: "text-delta", id: "1", delta: "x" }, finish], undefined)).toEqual(["text-delta without start: 1"]);
  expect(brokenRules([start, { type: "text-start", id: "1" }, finish], undefined)).toEqual(["left open: text 1"]);
  expect(brokenRules([start, { type: "reset-step" }, finish], 6)).toEqual(["unknown to the client: reset-step"]);
  expect(brokenRules([start, { type: "error", errorText: "" }, finish], undefined)).toEqual(["after the end: finish"]);
  expect(brokenRules([start], undefined)).toEqual(["ends with start"]);
});

/** Each call with an id of its own, as core names them; a result is of the newest. */
function numbered(events: readonly AgentEvent[]): AgentEvent[] {
  let calls = 0;
  return events.map((event) => {
    if (event.type === "tool-result") return { ...event, id: `m/${calls}` };
    if (event.type === "tool-call") return { ...event, id: `m/${(calls += 1)}` };
    return event.type === "confirmation" ? { ...event, confirmation: { ...event.confirmation, id: `m/${(calls += 1)}` } } : event;
  });
}
