import type { KeptCall } from "../contracts/index.ts";
import type { ToolSet } from "../tools/tool-set.ts";
import { checkArguments } from "./check-arguments.ts";
import { Mistake } from "./mistake.ts";
import type { ModelAnswer, WrittenCall } from "./model-answer.ts";
import { nearestName } from "./nearest-name.ts";
import { parseArguments } from "./parse-arguments.ts";

/** An answer that can be used: it is the turn's last word when it has no calls. */
export interface GoodAnswer {
  readonly text: string;
  readonly calls: readonly KeptCall[];
}

/** The most calls in one answer. */
export const mostCalls = 16;

/** The longest text that is kept, in characters. */
const longestText = 200_000;

/** Decides whether an answer can be used. With one bad call all of it is void, so that a step is done whole or not at all. */
export function judgeAnswer(answer: ModelAnswer, tools: ToolSet): GoodAnswer | Mistake {
  const { text, calls, reason } = answer;
  if (answer.endless) return new Mistake("ENDLESS", "The answer did not end and was stopped. Answer again in a few sentences.");
  if (calls.length === 0) return judgeText(text, reason === "length", reason === "refusal");
  if (reason === "length") {
    return new Mistake(
      "TRUNCATED",
      `The answer was cut off at its length limit, so ${calls.at(-1)?.name.slice(0, 64) ?? "the call"} may be incomplete. Call again with shorter arguments and no text beside them.`,
    );
  }
  if (calls.length > mostCalls)
    return new Mistake(
      "TOO_MANY_CALLS",
      `The answer holds ${calls.length} calls; at most ${mostCalls} are run at once. Make the most important ones first.`,
    );
  const kept: KeptCall[] = [];
  for (const call of calls) {
    const good = judgeCall(call, tools);
    if (good instanceof Mistake) return good;
    kept.push({ ...good, id: uniqueId(good.id, kept) });
  }
  return { text: clean(text), calls: kept };
}

function judgeText(text: string, cut: boolean, refused: boolean): GoodAnswer | Mistake {
  const said = clean(text).trim();
  if (said === "") {
    if (refused)
      return new Mistake(
        "REFUSED",
        "The answer was a refusal without a word. Say in one sentence what you cannot do, or answer what you can.",
      );
    if (cut)
      return new Mistake(
        "TRUNCATED",
        "The answer was cut off at its length limit before it said anything. Answer shortly, without long thought.",
      );
    return new Mistake("EMPTY", "The answer was empty. Answer the user in plain text, or call a tool.");
  }
  if (said.length > longestText)
    return new Mistake("TOO_LONG", `The answer is ${said.length} characters long; at most ${longestText} are kept. Answer shorter.`);
  return { text: cut ? `${said} … [cut off at the length limit]` : said, calls: [] };
}

function judgeCall(call: WrittenCall, tools: ToolSet): KeptCall | Mistake {
  const specification = tools.specifications.find(({ name }) => name === call.name);
  if (specification === undefined) return unknownTool(call.name, tools.names);
  const input = parseArguments(call.name, call.arguments);
  if (input instanceof Mistake) return input;
  return checkArguments(specification, input) ?? { id: call.id, name: call.name, arguments: input };
}

function unknownTool(name: string, names: readonly string[]): Mistake {
  const shown = JSON.stringify(name.slice(0, 64).toWellFormed());
  if (names.length === 0) return new Mistake("UNKNOWN_TOOL", `There is no tool ${shown}, nor any other. Answer in plain text.`);
  const near = nearestName(name, names);
  const advice = near === undefined ? `The tools are: ${names.join(", ")}.` : `Did you mean ${near}?`;
  return new Mistake("UNKNOWN_TOOL", `There is no tool ${shown}. ${advice}`);
}

/** Some servers repeat ids, which would make results ambiguous. */
function uniqueId(id: string, kept: readonly KeptCall[]): string {
  const wanted = id === "" || id.length > 128 ? "call" : id.replaceAll("\0", "").toWellFormed();
  return kept.some((call) => call.id === wanted) ? `${wanted}-${kept.length + 1}` : wanted;
}

function clean(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}
