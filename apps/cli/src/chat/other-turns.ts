import type { AgentEvent, SharedAgent, SharedTurn } from "@pagefile/core";
import type { KeptCall } from "@pagefile/core/contracts";
import { describeCall, describeEvent } from "../terminal/activity.ts";
import { sanitise } from "../terminal/sanitise.ts";
import type { Screen } from "../terminal/screen.ts";
import { replyWrap } from "../terminal/word-wrap.ts";

/** Who begins turns here. */
export const terminal = "terminal";

export interface OtherTurnsOptions {
  readonly screen: Screen;
  /** Shows a whole line, above what is being typed. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Shows the turns that another face of the program began, line by line as they happen. */
export async function showOtherTurns(agent: SharedAgent, options: OtherTurnsOptions): Promise<void> {
  for await (const turn of agent.turns({ signal: options.signal })) {
    if (turn.by === terminal) continue;
    // How it went wrong is said where it was begun.
    await showTurn(turn, options).catch(() => undefined);
  }
}

async function showTurn(turn: SharedTurn, { screen, say, signal }: OtherTurnsOptions): Promise<void> {
  const calls = new Map<string, KeptCall>();
  const wrap = replyWrap(screen.columns);
  let line = "";
  const write = (text: string): void => {
    const lines = (line + text).split("\n");
    line = lines.pop() ?? "";
    for (const whole of lines) say(whole);
  };
  const end = (): void => {
    write(wrap.end());
    if (line !== "") say(line);
    line = "";
  };
  say(screen.noteLine(`${turn.by ?? "elsewhere"}: ${turn.text}`, "cyan"));
  for await (const event of turn.events({ signal })) {
    if (event.type === "text-delta") {
      write(wrap.add(sanitise(event.text)));
      continue;
    }
    if (event.type === "tool-call") calls.set(event.call.id, event.call);
    const said = describe(event, calls);
    if (said === undefined && event.type !== "turn-finish") continue;
    end();
    if (said !== undefined) say(screen.noteLine(said));
  }
}

function describe(event: AgentEvent, calls: ReadonlyMap<string, KeptCall>): string | undefined {
  if (event.type === "turn-finish") return event.reason === "answered" ? undefined : (event.explanation ?? event.reason);
  if (event.type !== "tool-result") return describeEvent(event);
  const call = calls.get(event.result.callId);
  return call && describeCall(call, event.result);
}
