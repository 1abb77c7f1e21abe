import { callPlace, type KeptCall, type RecordId, type TrustLabel } from "../contracts/index.ts";
import type { SpaceMemory } from "../memory/space-memory.ts";
import type { OpenMount } from "../tools/open-mount.ts";
import { actsOutside } from "../tools/tool.ts";
import type { ToolSet } from "../tools/tool-set.ts";
import { causesIn, type SeenRecord, suffices } from "./causes.ts";
import { type Confirmation, type ConfirmationBody, notAllowedText } from "./confirmation.ts";
import { keepConfirmations, readConfirmations, toConfirmation } from "./kept-confirmations.ts";

export interface GateOptions {
  readonly space: SpaceMemory;
  readonly mounts: readonly OpenMount[];
  readonly tools: ToolSet;
  /** The assistant's message that holds the calls. */
  readonly message: RecordId;
  /** The least trust of what was in view when it was written. */
  readonly trust: TrustLabel;
  /** It is of a run before this one, which may have asked. */
  readonly resumed: boolean;
  readonly trustToAct: TrustLabel;
  readonly view: readonly SeenRecord[];
}

/** By the call's place from 0. */
type Confirmations = ReadonlyMap<number, ConfirmationBody>;

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
 * obey, so no text in a prompt can open this; only a decision in the journal does. What was asked once is asked until then,
 * whatever the agent's options have become.
 */
export async function gateCalls(calls: readonly KeptCall[], options: GateOptions): Promise<GateVerdict> {
  const { space, tools, message, resumed } = options;
  const before: Confirmations = resumed ? await readConfirmations(space, message, calls.length) : new Map();
  const asked = new Map([...before, ...(await ask(calls, before, options))]);
  const waiting: Confirmation[] = [];
  const denied = new Map<number, string>();
  const allowed = new Set<number>();
  for (const [at, call] of calls.entries()) {
    const body = asked.get(at);
    const tool = tools.get(call.name);
    if (body?.answer?.approved === true) allowed.add(at);
    else if (body?.answer !== undefined) denied.set(at, notAllowed(body.answer.reason));
    else if (body !== undefined && tool !== undefined)
      waiting.push(await toConfirmation({ id: callPlace(message, at), call, tool, body }, options));
  }
  return { waiting, denied, allowed };
}

/** Notes the calls that have to be asked about and were not yet. */
async function ask(calls: readonly KeptCall[], before: Confirmations, options: GateOptions): Promise<Confirmations> {
  const { space, tools, message, trust, trustToAct, view } = options;
  if (suffices(trust, trustToAct)) return new Map();
  const places = calls.flatMap(({ name }, at) => {
    const tool = tools.get(name);
    return tool !== undefined && actsOutside(tool) && !before.has(at) ? [at] : [];
  });
  if (places.length === 0) return new Map();
  const others = view.filter(({ record }) => record.id !== message);
  const because = await causesIn(others, options);
  await keepConfirmations(space, { message, places, because });
  return new Map(places.map((at) => [at, { because }]));
}

function notAllowed(reason: string | undefined): string {
  const said = reason === undefined ? "" : ` The user says: ${reason}`;
  return `${notAllowedText} Do not make it again unless the user asks for it.${said}`;
}
