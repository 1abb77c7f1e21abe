import type { KeptCall, RecordId, TrustLabel } from "../contracts/index.ts";
import type { SpaceMemory } from "../memory/space-memory.ts";
import type { OpenMount } from "../tools/open-mount.ts";
import { actsOutside } from "../tools/tool.ts";
import type { ToolSet } from "../tools/tool-set.ts";
import { causesIn, type SeenRecord, suffices } from "./causes.ts";
import { type Confirmation, callPlace, notAllowedText } from "./confirmation.ts";
import { keepConfirmations, readConfirmations, toConfirmation } from "./kept-confirmations.ts";

export interface GateOptions {
  readonly space: SpaceMemory;
  readonly mounts: readonly OpenMount[];
  readonly tools: ToolSet;
  /** The assistant's message that holds the calls. */
  readonly message: RecordId;
  /** The least trust of what was in view when it was written. */
  readonly trust: TrustLabel;
  readonly trustToAct: TrustLabel;
  readonly view: readonly SeenRecord[];
}

export interface GateVerdict {
  /** None of the message's calls is run while one of these waits. */
  readonly waiting: readonly Confirmation[];
  /** By the call's place from 0, with what the model is told. */
  readonly denied: ReadonlyMap<number, string>;
  /** By their place: those that somebody was asked about and allowed. */
  readonly allowed: ReadonlySet<number>;
}

/**
 * Holds back calls with an outside effect that rest on something less trusted than it takes to act. What a model reads it may
 * obey, so no text in a prompt can open this; only a decision in the journal does.
 */
export async function gateCalls(calls: readonly KeptCall[], options: GateOptions): Promise<GateVerdict> {
  const { space, tools, message, trust, trustToAct, view } = options;
  const denied = new Map<number, string>();
  const allowed = new Set<number>();
  if (suffices(trust, trustToAct)) return { waiting: [], denied, allowed };
  const held = calls.flatMap((call, at) => {
    const tool = tools.get(call.name);
    return tool !== undefined && actsOutside(tool) ? [{ call, tool, at }] : [];
  });
  const kept = await readConfirmations(space, message, calls.length);
  const fresh = held.filter(({ at }) => !kept.has(at));
  const because =
    fresh.length === 0
      ? []
      : await causesIn(
          view.filter(({ record }) => record.id !== message),
          options,
        );
  if (fresh.length > 0) await keepConfirmations(space, { message, places: fresh.map(({ at }) => at), because });
  const waiting: Confirmation[] = [];
  for (const { call, tool, at } of held) {
    const body = kept.get(at) ?? { because };
    if (body.answer === undefined) waiting.push(await toConfirmation({ id: callPlace(message, at), call, tool, body }, options));
    else if (body.answer.approved) allowed.add(at);
    else denied.set(at, notAllowed(body.answer.reason));
  }
  return { waiting, denied, allowed };
}

function notAllowed(reason: string | undefined): string {
  const said = reason === undefined ? "" : ` The user says: ${reason}`;
  return `${notAllowedText} Do not make it again unless the user asks for it.${said}`;
}
