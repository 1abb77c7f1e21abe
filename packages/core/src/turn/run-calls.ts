import { callPlace, isPagefileError, type KeptCall, type KeptResult, type Origin, type RecordId } from "../contracts/index.ts";
import type { SpaceMemory } from "../memory/space-memory.ts";
import { span } from "../telemetry/span.ts";
import type { OpenMount } from "../tools/open-mount.ts";
import { actsOutside, type Tool, type ToolContext } from "../tools/tool.ts";
import { heartbeatMember, type ToolSet } from "../tools/tool-set.ts";
import type { AgentEvent } from "./agent-event.ts";
import { beginCall, callKey } from "./call-marks.ts";
import { toolContext } from "./tool-context.ts";

export interface RunOptions {
  readonly space: SpaceMemory;
  readonly mounts: readonly OpenMount[];
  readonly tools: ToolSet;
  /** The assistant's message that holds the calls: its id makes their idempotency keys. */
  readonly message: RecordId;
  readonly origin: Origin;
  readonly turn: readonly RecordId[];
  /** Ids of calls that this turn has made before with the same arguments. */
  readonly again: ReadonlySet<string>;
  /** The calls, by their place from 0, that the user did not allow, with what the model is told. */
  readonly denied: ReadonlyMap<number, string>;
  /** Those that the user was asked about and allowed. */
  readonly allowed: ReadonlySet<number>;
  readonly signal: AbortSignal;
  readonly cite: ToolContext["cite"];
}

const longestResult = 300_000;

/**
 * Runs the calls of one message in order and returns a result for each. After a crash the same calls run again: a call that
 * only touches memory under the same key, a call with an outside effect only if it had not begun.
 */
export async function* runCalls(calls: readonly KeptCall[], options: RunOptions): AsyncGenerator<AgentEvent, readonly KeptResult[]> {
  const results: KeptResult[] = [];
  for (const [at, call] of calls.entries()) {
    const id = callPlace(options.message, at);
    yield { type: "tool-call", id, call };
    const denied = options.denied.get(at);
    const outcome = denied === undefined ? await runCall(call, callKey(options.message, at), options) : { text: denied, failed: true };
    const text = storable(options.again.has(call.id) ? `${outcome.text}\n${sameCall}` : outcome.text);
    const result = {
      ...{ callId: call.id, name: call.name, text, failed: outcome.failed },
      ...(denied !== undefined && { denied: true }),
      ...(options.allowed.has(at) && { allowed: true }),
    };
    results.push(result);
    yield { type: "tool-result", id, result };
  }
  return results;
}

interface Outcome {
  readonly text: string;
  readonly failed: boolean;
}

async function runCall(call: KeptCall, key: string, options: RunOptions): Promise<Outcome> {
  const tool = options.tools.get(call.name);
  if (tool === undefined) return { text: `There is no tool ${call.name} any more; the call was not run.`, failed: true };
  if (options.signal.aborted) return notRun;
  const mark = actsOutside(tool) ? await beginCall(options.space, options.message, key) : "begun";
  if (mark !== "begun") return mark === "left" ? leftAlone : unknownOutcome;
  const attributes = { target: tool.name, "gen_ai.tool.name": tool.name, "gen_ai.tool.call.id": call.id };
  return span("execute_tool", attributes, () => runTool(tool, call, { ...options, idempotencyKey: key }));
}

async function runTool(tool: Tool, call: KeptCall, context: ToolContext): Promise<Outcome> {
  const { [heartbeatMember]: _heartbeat, ...input } = call.arguments;
  const { signal } = context;
  try {
    const text = await untilAborted(tool.run(input, toolContext(tool, context)), signal);
    return { text, failed: false };
  } catch (error) {
    if (signal.aborted) return tool.effect === "read" ? notRun : unknownOutcome;
    if (isPagefileError(error)) return { text: error.message, failed: true };
    return { text: `${tool.name} failed: ${error instanceof Error ? error.message : String(error)}`, failed: true };
  }
}

const sameCall = "(You made this very call before in this turn. Use what it returned, or try something else.)";

const notRun: Outcome = { text: "The turn was cancelled before this call was run.", failed: true };

const leftAlone: Outcome = { text: "Something else was said before this call was begun, so it was not run.", failed: true };

const unknownOutcome: Outcome = {
  text: "It is not known whether this call took effect: it was interrupted while it ran. Find out before you make it again.",
  failed: true,
};

function storable(text: string): string {
  const clean = text.replaceAll("\0", "").toWellFormed();
  if (clean === "") return "(no text)";
  return clean.length <= longestResult
    ? clean
    : `${clean.slice(0, longestResult).toWellFormed()}\n[… ${clean.length - longestResult} characters were not kept]`;
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
