import { expect, it } from "vitest";
import { goneOn } from "../../src/page/chat/gone-on.ts";
import type { PageMessage, PagePart } from "../../src/page/chat/page-message.ts";

const step: PagePart = { type: "step-start" };
const said: PagePart = { type: "text", text: "I pay." };
const call = { type: "dynamic-tool", toolName: "pay", toolCallId: "m/0", input: {} } as const;
const asked: PagePart = { ...call, state: "input-available" };
const because = [{ id: "r", channel: "document", trust: "untrusted" }] as const;
const open: PagePart = {
  type: "data-confirmation",
  id: "confirmation-m/0",
  data: { id: "m/0", reason: "It rests on a document.", because },
};
const paid: PagePart = { ...call, state: "output-available", output: "Paid." };
const answered: PagePart = { type: "data-confirmation", id: "confirmation-m/0", data: { id: "m/0", answered: "allowed" } };
const done: PagePart = { type: "text", text: "Done." };

function reply(parts: PagePart[], metadata: PageMessage["metadata"] = {}, turn = "t1"): PageMessage {
  return { id: `reply-${turn}`, role: "assistant", metadata: { turn, ...metadata }, parts };
}

const waited = reply([step, said, asked, open], { stopReason: "confirmation" });

it("keeps what came before the calls that waited in front of what comes of them", () => {
  const now = reply([paid, answered, step, done], { resumed: true });
  expect(goneOn(waited, now)).toEqual({ ...now, parts: [step, said, paid, answered, step, done] });
});

it("leaves a reply that has all of it, one of another turn, and one that did not wait", () => {
  const whole = reply([step, said, paid, answered, step, done], { resumed: true });
  expect(goneOn(waited, whole)).toBe(whole);
  const other = reply([paid, done], { resumed: true }, "t2");
  expect(goneOn(waited, other)).toBe(other);
  const resumed = reply([paid, done], { resumed: true });
  expect(goneOn(undefined, resumed)).toBe(resumed);
  expect(goneOn(waited, reply([done]))).toEqual(reply([done]));
});
