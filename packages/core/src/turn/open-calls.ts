import type { KeptResult } from "../contracts/index.ts";
import { type AgentCore, sessionOfRecord } from "./agent-core.ts";
import { callKey, leaveCalls } from "./call-marks.ts";
import { readConfirmations } from "./kept-confirmations.ts";
import { pendingMessage } from "./pending-message.ts";

/**
 * Answers the calls that a cut-off turn left open, before something else is said: nobody will run them any more, and a
 * call without a result would make every later request fail.
 */
export async function closeOpenCalls(core: AgentCore): Promise<void> {
  const pending = pendingMessage(await core.load());
  if (pending === undefined) return;
  const { record, calls } = pending;
  const begun = await leaveCalls(
    core.space,
    record.id,
    calls.map((_, at) => callKey(record.id, at)),
  );
  const asked = await readConfirmations(core.space, record.id, calls.length);
  const results = calls.map(({ id, name }, at): KeptResult => {
    if (begun.has(callKey(record.id, at)))
      return { callId: id, name, text: "It is not known whether this call took effect: it was interrupted while it ran.", failed: true };
    const confirmation = asked.get(at);
    if (confirmation !== undefined && confirmation.answer?.approved !== true)
      return { callId: id, name, text: "The user was asked to allow this call and did not; it was not run.", failed: true, denied: true };
    return { callId: id, name, text: "This call was interrupted and has no result.", failed: true };
  });
  const origin = { channel: "system", trust: record.origin.trust, parents: [record.id] } as const;
  await core.follow(record.id, { role: "tool", text: "", results }, { origin, session: sessionOfRecord(record), index: false });
}
