import type { AgentEvent, Confirmation, SharedAgent, SharedTurn } from "@pagefile/core";
import type { KeptCall } from "@pagefile/core/contracts";
import { describeCall, describeEvent } from "../terminal/activity.ts";
import { confirmationLines, howToDecide } from "../terminal/confirmation-view.ts";
import { sanitise } from "../terminal/sanitise.ts";
import type { Screen } from "../terminal/screen.ts";
import { replyWrap } from "../terminal/word-wrap.ts";

/** Who begins turns here. */
export const terminal = "terminal";

export interface OtherTurnsOptions {
  readonly screen: Screen;
  /** Shows a whole line, above what is being typed. */
  readonly say: (line: string) => void;
  /** Told of the calls that wait for a word when a turn is over; of none where none does. */
  readonly onWaiting: (waiting: readonly Confirmation[]) => void;
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

async function showTurn(turn: SharedTurn, { screen, say, onWaiting, signal }: OtherTurnsOptions): Promise<void> {
  const calls = new Map<string, KeptCall>();
  const waiting: Confirmation[] = [];
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
  for await (const event of turn.events({ signal })) {
    if (event.type === "turn-start") {
      const by = turn.by ?? "elsewhere";
      say(screen.noteLine(event.resumed ? `${by} goes on with: ${turn.text}` : `${by}: ${turn.text}`, "cyan"));
      continue;
    }
    if (event.type === "text-delta") {
      write(wrap.add(sanitise(event.text)));
      continue;
    }
    if (event.type === "confirmation") {
      end();
      waiting.push(event.confirmation);
      for (const whole of confirmationLines(event.confirmation, screen)) say(whole);
      continue;
    }
    if (event.type === "tool-call") calls.set(event.id, event.call);
    const said = describe(event, calls);
    if (said === undefined && event.type !== "turn-finish") continue;
    end();
    if (said !== undefined) say(screen.noteLine(said));
  }
  onWaiting(waiting);
}

function describe(event: AgentEvent, calls: ReadonlyMap<string, KeptCall>): string | undefined {
  if (event.type === "turn-finish" && event.reason === "confirmation") return howToDecide;
  if (event.type === "turn-finish") return event.reason === "answered" ? undefined : (event.explanation ?? event.reason);
  if (event.type !== "tool-result") return describeEvent(event);
  const call = calls.get(event.id);
  return call && describeCall(call, event.result);
}
