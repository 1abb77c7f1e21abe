import { callPlace, isPagefileError, PagefileError } from "../contracts/index.ts";
import type { AgentCore } from "./agent-core.ts";
import { type Confirmation, confirmationBody, type ConfirmationDecision, confirmationRef } from "./confirmation.ts";
import { readConfirmations, toConfirmation } from "./kept-confirmations.ts";
import { pendingMessage } from "./pending-message.ts";

/** The calls that wait for a word, as any process finds them. */
export async function openConfirmations(core: AgentCore): Promise<readonly Confirmation[]> {
  const pending = pendingMessage(await core.load());
  if (pending === undefined) return [];
  const { record, calls } = pending;
  const kept = await readConfirmations(core.space, record.id, calls.length);
  const open = calls.map(async (call, at) => {
    const body = kept.get(at);
    const tool = core.tools.get(call.name);
    if (body === undefined || body.answer !== undefined || tool === undefined) return [];
    return [await toConfirmation({ id: callPlace(record.id, at), call, tool, body }, core)];
  });
  return (await Promise.all(open)).flat();
}

/** @throws CONFIRMATION_NOT_FOUND */
export async function decideConfirmation(core: AgentCore, id: string, { approved, reason, by }: ConfirmationDecision): Promise<void> {
  const pending = pendingMessage(await core.load());
  const at = pending?.calls.findIndex((_, place) => callPlace(pending.record.id, place) === id) ?? -1;
  if (pending === undefined || at < 0) throw notWaiting();
  const said = reason?.trim();
  const answer = { approved, ...(said !== undefined && said !== "" && { reason: said }) };
  const origin = { channel: "user", trust: "user", parents: [pending.record.id], ...(by !== undefined && { principal: by }) } as const;
  try {
    await core.space.edit(
      confirmationRef(pending.record.id, at),
      (record) => {
        const body = confirmationBody(record);
        if (body.answer === undefined) return { body: { ...body, answer } };
        if (body.answer.approved !== approved) throw notWaiting();
        return undefined;
      },
      { origin },
    );
  } catch (error) {
    throw isPagefileError(error, "RECORD_NOT_FOUND") ? notWaiting(error) : error;
  }
}

function notWaiting(cause?: unknown): PagefileError {
  return new PagefileError("CONFIRMATION_NOT_FOUND", "This call does not wait any more: it was decided, or the conversation went on.", {
    cause,
  });
}
