import type { JsonObject, MemoryRecord, RecordKind } from "@pagefile/core/contracts";
import { describe, expect, test } from "vitest";
import { toUiMessages, type TurnConfirmation } from "../src/index.ts";
import { record } from "./support/turns.ts";

interface Kept {
  readonly kind?: RecordKind;
  readonly parents?: readonly string[];
}

function kept(id: string, body: JsonObject | Uint8Array, { kind = "message", parents = [] }: Kept = {}): MemoryRecord {
  return { ...record, id, kind, body, origin: { channel: "agent", trust: "user", parents } };
}

const call = { id: "call_0", name: "conversation_search", arguments: { query: "Ana" } };
const done = { callId: "call_0", name: "conversation_search", text: "Ana lives in Porto.", failed: false };
const recall = { query: "Where does Ana live?", hits: [{ id: "r1", rank: 1 }] };
const asked = kept("u1", { role: "user", text: "Where does Ana live?", speaker: "Bo" });
const looked = kept("a1", { role: "assistant", text: "I look.", calls: [call], recall }, { parents: ["u1", "r1"] });
const found = kept("t1", { role: "tool", text: "", results: [done] }, { parents: ["a1", "u1"] });
const failed = kept(
  "t2",
  { role: "tool", text: "", results: [{ ...done, text: "ENOENT /srv/x", failed: true }] },
  { parents: ["a2", "u1"] },
);
const again = kept("a2", { role: "assistant", text: "", calls: [call] }, { parents: ["u1"] });
const answered = kept("a3", { role: "assistant", text: "In Porto." }, { parents: ["u1"] });
const tool = { type: "dynamic-tool", toolName: "conversation_search", title: "Conversation search", input: { query: "Ana" } };
const question = {
  id: "u1",
  role: "user",
  metadata: { turn: "u1", createdAt: record.createdAt, records: ["u1"], speaker: "Bo" },
  parts: [{ type: "text", text: "Where does Ana live?", state: "done" }],
};

test("makes one message of a turn's steps, in order, and says that its recall is kept", () => {
  expect(toUiMessages([asked, looked, found, again, failed, answered])).toEqual([
    question,
    {
      id: "reply-u1",
      role: "assistant",
      metadata: {
        turn: "u1",
        createdAt: record.createdAt,
        records: ["a1", "t1", "a2", "t2", "a3"],
        recallKept: true,
        stopReason: "answered",
      },
      parts: [
        { type: "step-start" },
        { type: "text", text: "I look.", state: "done" },
        { ...tool, toolCallId: "a1/0", state: "output-available", output: "Ana lives in Porto." },
        { type: "step-start" },
        { ...tool, toolCallId: "a2/0", state: "output-error", errorText: "The call failed; the server knows why." },
        { type: "step-start" },
        { type: "text", text: "In Porto.", state: "done" },
      ],
    },
  ]);
});

test("shows a call without a result as interrupted, and the reply as one that broke off", () => {
  const [, reply] = toUiMessages([asked, answered, looked]);
  expect(reply?.metadata).not.toHaveProperty("stopReason");
  expect(reply?.parts.at(-1)).toMatchObject({ state: "output-error", errorText: "This call was interrupted and has no result." });
});

test("leaves the reply of the running turn to its stream", () => {
  expect(toUiMessages([asked, looked, found], { running: "u1" })).toEqual([question]);
  expect(toUiMessages([asked, looked, found], { running: "u2" })).toHaveLength(2);
});

test("gives the end of a reply where the list begins within a turn, under the same id", () => {
  const [reply] = toUiMessages([answered, kept("u2", { role: "user", text: "Thanks." })]);
  expect(reply).toMatchObject({ id: "reply-u1", parts: [{ type: "step-start" }, { text: "In Porto." }] });
});

test("keeps results apart from the calls of another message, and messages of the user that were not answered", () => {
  const messages = toUiMessages([found, asked, kept("u2", { role: "user", text: "Hello?" })]);
  expect(messages.map(({ id }) => id)).toEqual(["u1", "u2"]);
});

test("shows what an import may hold, and passes over what is no message", () => {
  const odd = [
    kept("b1", new Uint8Array([1, 2])),
    kept("p1", { text: "A passage." }, { kind: "passage" }),
    kept("m1", { role: "robot", text: 7, speaker: "", calls: "none" }),
    kept("m2", { role: "assistant", text: "Hm.", calls: [null, { id: 1 }], results: [3], recall: [] }),
  ];
  expect(toUiMessages(odd)).toMatchObject([
    { id: "m1", role: "user", parts: [{ type: "text", text: "" }] },
    { id: "reply-m1", parts: [{ type: "step-start" }, { type: "text", text: "Hm." }] },
  ]);
});

test("tells what failed as the caller wants it told", () => {
  const [, reply] = toUiMessages([asked, again, failed], { describeFailure: ({ at, tool: name, text }) => `${at} ${name}: ${text}` });
  expect(reply?.parts.at(-1)).toMatchObject({ errorText: "tool conversation_search: ENOENT /srv/x" });
});

describe("calls that somebody has to allow", () => {
  const pay = { id: "call_1", name: "pay", arguments: { to: "maker" } };
  const waits = kept("a1", { role: "assistant", text: "I pay.", calls: [call, pay] }, { parents: ["u1"] });
  const confirmation: TurnConfirmation = {
    id: "a1/1",
    call: pay,
    reason: "pay acts outside this memory, and this call rests on a document (manual.pdf).",
    because: [{ id: "r1", channel: "document", trust: "untrusted", source: "manual.pdf" }],
  };
  const payPart = { type: "dynamic-tool", toolCallId: "a1/1", toolName: "pay", input: { to: "maker" } };
  const { call: _call, ...question } = confirmation;

  test("wait as they did on the page, with what they rest on, and those beside them wait along", () => {
    const [, reply] = toUiMessages([asked, waits], { confirmations: [confirmation] });
    expect(reply).toMatchObject({
      metadata: { stopReason: "confirmation" },
      parts: [
        { type: "step-start" },
        { type: "text", text: "I pay." },
        { toolCallId: "a1/0", state: "input-available" },
        { ...payPart, state: "input-available" },
        { type: "data-confirmation", id: "confirmation-a1/1", data: question },
      ],
    });
    const [, known] = toUiMessages([asked, waits], { confirmations: [confirmation], client: 6 });
    expect(known?.parts[3]).toMatchObject({ ...payPart, state: "approval-requested", approval: { id: "a1/1" } });
  });

  test("say afterwards whether they were allowed", () => {
    const results = (more: object): MemoryRecord =>
      kept("t1", { role: "tool", text: "", results: [done, { callId: "call_1", name: "pay", text: "Paid.", failed: false, ...more }] });
    const [, allowed] = toUiMessages([asked, waits, results({ allowed: true })]);
    expect(allowed?.parts.slice(-2)).toMatchObject([
      { ...payPart, state: "output-available", output: "Paid." },
      { type: "data-confirmation", data: { id: "a1/1", answered: "allowed" } },
    ]);
    const denied = [asked, waits, results({ failed: true, denied: true, text: "The user did not allow this call." })];
    expect(toUiMessages(denied)[1]?.parts.slice(-2)).toMatchObject([
      { ...payPart, state: "output-error", errorText: "This call was not allowed, so it was not run." },
      { type: "data-confirmation", data: { id: "a1/1", answered: "refused" } },
    ]);
    expect(toUiMessages(denied, { client: 7 })[1]?.parts.at(-2)).toMatchObject({
      ...payPart,
      state: "output-denied",
      approval: { id: "a1/1", approved: false },
    });
  });
});
