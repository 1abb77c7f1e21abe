import type { Instant } from "../contracts/index.ts";
import { isQuestion, sentencesOf } from "../offline/utterance.ts";
import { beganAt } from "./began-at.ts";
import type { FoundFact } from "./found.ts";
import { clauseSubject } from "./english-rules.ts";
import type { ExtractRule } from "./rule.ts";
import { isStated } from "./told.ts";

export interface Telling {
  readonly text: string;
  /** Who "I" is; absent where nobody in the space is meant by it. */
  readonly speaker: string | undefined;
  readonly told: Instant;
}

const opener =
  /^(?:(?:well|oh|hey|hi|hello|yes|yeah|yep|actually|also|so|and|by the way|btw|fyi|anyway|in fact|as you know|(?:please )?remember(?: that)?|(?:please )?note(?: that)?|just so you know|you know|honestly|personally|great|sure|ok|okay|thanks|update)[,!:]?\s+){1,3}/i;
/** Before a verb that goes on about the same person. */
const elliptic = /\s+and\s+(?=(?:(?:now|also|currently)\s+)?(?:lives?|works?|speaks?|moved|stud(?:y|ies)|comes?)\b)/;
const joint = /(?:,\s*|\s)(?:and|but|so)\s+(?=(?:I|[Mm]y|we)\b)/;
/** Words with a capital that name nobody, and those whom everybody has. */
const nameless = new Set(
  "a all and another anybody anyone april as at august aunt both but by dad december each everybody everyone february first for from granddad grandma grandpa he her here his how i in it its january july june last man many march may mine mom monday mother father most mum my never next no nobody november now october of on one or our people saturday second september she so some somebody someone sunday that the their then there these they this those thursday to today tomorrow tuesday uncle we wednesday what when where which who whoever why with woman yesterday yes you your friday".split(
    " ",
  ),
);

/** What is longer is no plain statement, and could make a pattern slow. */
const longestSentence = 500;

/** The facts that rules find in what somebody said, in its order. */
export function applyRules(rules: readonly ExtractRule[], telling: Telling): readonly FoundFact[] {
  const sentences = sentencesOf(telling.text);
  return sentences.flatMap((sentence, at) => {
    if (sentence.length > longestSentence || isQuestion(sentence) || !isStated(sentence, sentences[at + 1])) return [];
    return clausesOf(sentence).flatMap((clause) => rules.flatMap((rule) => read(rule, clause, telling) ?? []));
  });
}

interface Clause {
  readonly quote: string;
  /** The quote, with who it is about where it leaves that out. */
  readonly whole: string;
}

function clausesOf(sentence: string): readonly Clause[] {
  return sentence.split(joint).flatMap((part) => {
    const [first = "", ...others] = part.replace(opener, "").trim().split(elliptic);
    const [whole, name] = clauseSubject.exec(first) ?? [];
    const subject = name ?? whole;
    const rest = subject === undefined ? [] : others.map((quote) => ({ quote, whole: `${subject} ${quote}` }));
    return [{ quote: first, whole: first }, ...rest];
  });
}

function read(rule: ExtractRule, { quote, whole }: Clause, { speaker, told }: Telling): FoundFact | undefined {
  const { groups } = rule.pattern.exec(whole) ?? {};
  if (groups === undefined) return undefined;
  const subject = groups["subject"] ?? speaker;
  const mine = /^my\b/i.test(whole) || /\bis my\b/.test(whole);
  if (subject === undefined || (mine && speaker === undefined)) return undefined;
  const { object, relation } = groups;
  const value = groups["value"]?.trim().replace(/(?:\s(?:too|as well|now|already|so|again))?[.\s]*$/, "");
  if ([groups["subject"], object].some((name) => name !== undefined && isNameless(name))) return undefined;
  if (value === "" || (object === undefined && value === undefined)) return undefined;
  const { single = false, since = single ? "told" : "always" } = rule;
  const validFrom = since === "dated" ? beganAt(whole, told) : undefined;
  const parts: Readonly<Record<string, string | undefined>> = { subject, object, value, relation };
  return {
    subject,
    predicate: rule.predicate.replace("$", relation ?? ""),
    ...(object === undefined ? { value: value ?? "" } : { object }),
    ...(rule.subjectType !== undefined && { subjectType: rule.subjectType }),
    ...(rule.objectType !== undefined && { objectType: rule.objectType }),
    single,
    ...(validFrom !== undefined && { validFrom }),
    ...(since !== "always" && { toldAt: told }),
    text: rule.says.replace(/\{(\w+)\}/g, (_, part: string) => parts[part] ?? ""),
    quote,
  };
}

function isNameless(name: string): boolean {
  const [first = ""] = name.toLowerCase().split(/[\s'’]/);
  return nameless.has(first) || name.length < 2;
}
