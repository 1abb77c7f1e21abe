import type { KeptResult } from "../contracts/index.ts";
import { type AgentCore, sessionOfRecord } from "./agent-core.ts";
import { pendingMessage } from "./pending-message.ts";

/**
 * Answers the calls that a cut-off turn left open, before something else is said: nobody will run them any more, and a
 * call without a result would make every later request fail.
 */
export async function closeOpenCalls(core: AgentCore): Promise<void> {
  const pending = pendingMessage(await core.load());
  if (pending === undefined) return;
  const { record, calls } = pending;
  const marks = calls.map((_, at) => ({ kind: "block", collection: "agent", key: `call/${record.id}/${at}` }) as const);
  const begun = new Set((await core.space.getMany(marks)).map(({ key }) => key));
  const results = calls.map(({ id, name }, at): KeptResult => {
    const text = begun.has(marks[at]?.key)
      ? "It is not known whether this call took effect: it was interrupted while it ran."
      : "This call was interrupted and has no result.";
    return { callId: id, name, text, failed: true };
  });
  const origin = { channel: "system", trust: record.origin.trust, parents: [record.id] } as const;
  await core.follow(record.id, { role: "tool", text: "", results }, { origin, session: sessionOfRecord(record), index: false });
}
