import type { AgentEvent, Confirmation, ContextReport, Recall } from "@pagefile/core";
import type { KeptCall } from "@pagefile/core/contracts";
import { describeCall, describeEvent } from "../terminal/activity.ts";
import type { Screen } from "../terminal/screen.ts";

/** A turn as a program wants it. */
export interface PlainTurn {
  readonly answer: string;
  readonly reason: Extract<AgentEvent, { type: "turn-finish" }>["reason"];
  readonly explanation?: string;
  readonly recalled: readonly { readonly id: string; readonly time: string; readonly text: string }[];
  readonly calls: readonly { readonly name: string; readonly arguments: KeptCall["arguments"]; readonly failed: boolean }[];
  /** The calls that wait for a word: another message refuses them. */
  readonly waiting: readonly { readonly name: string; readonly arguments: KeptCall["arguments"]; readonly reason: string }[];
  readonly context: ContextReport | undefined;
}

/** Runs a turn to its end; what happens on the way goes to the diagnostics, a line each. Undefined for no turn at all. */
export async function runPlainTurn(events: AsyncIterable<AgentEvent>, diagnostics: Screen): Promise<PlainTurn | undefined> {
  const pending = new Map<string, KeptCall>();
  const calls: PlainTurn["calls"][number][] = [];
  const waiting: PlainTurn["waiting"][number][] = [];
  let recall: Recall | undefined;
  let context: ContextReport | undefined;
  let turn: PlainTurn | undefined;
  for await (const event of events) {
    const said = describeEvent(event);
    if (said !== undefined) diagnostics.note(said);
    if (event.type === "confirmation") waiting.push(waitingCall(event.confirmation));
    if (event.type === "recall") recall = event.recall;
    else if (event.type === "step-start") context = event.context;
    else if (event.type === "tool-call") pending.set(event.id, event.call);
    else if (event.type === "tool-result") {
      const call = pending.get(event.id) ?? { id: event.result.callId, name: event.result.name, arguments: {} };
      calls.push({ name: call.name, arguments: call.arguments, failed: event.result.failed });
      diagnostics.note(describeCall(call, event.result));
    } else if (event.type === "turn-finish") {
      const recalled = (recall?.hits ?? []).map(({ id, record, text }) => ({ id, time: record.occurredAt ?? record.createdAt, text }));
      const { text: answer, reason, explanation } = event;
      turn = { answer, reason, ...(explanation !== undefined && { explanation }), recalled, calls, waiting, context };
      if (reason !== "answered") diagnostics.note(explanation ?? `The turn ended early: ${reason}.`);
    }
  }
  return turn;
}

function waitingCall({ call, reason }: Confirmation): PlainTurn["waiting"][number] {
  return { name: call.name, arguments: call.arguments, reason };
}
