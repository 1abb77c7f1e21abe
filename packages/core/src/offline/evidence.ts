import { analyse, foldedWords } from "../retrieval/analyse.ts";
import { isQuestion } from "./utterance.ts";

/** A line of recalled text, as `renderLine` writes it. */
export interface Evidence {
  readonly date: string;
  readonly who: string;
  readonly text: string;
  /** A fact that does not hold any more. */
  readonly over: boolean;
}

/** The least share of a question's words that a line must hold to count as an answer. */
const leastCoverage = 0.4;
const mostQuoted = 3;
const line = /^\[[0-9a-f-]{13,36}\] (\d{4}-\d\d-\d\d) \d\d:\d\d, (.*?): (.*)$/;
const fact = /^fact(?: from \S+)?(?<until> until \S+)?(?: \(untrusted\))?$/;
const questionWords = new Set([
  "哪里",
  "哪儿",
  "哪个",
  "哪些",
  "什么",
  "谁",
  "多少",
  "几",
  "怎么",
  "为什么",
  "何时",
  "吗",
  "呢",
  "的",
  "是",
  "在",
  "了",
  "tell",
  "remind",
]);

export function readEvidence(text: string): readonly Evidence[] {
  return text.split("\n").flatMap((row) => {
    const [, date, who, said] = line.exec(row) ?? [];
    if (date === undefined || who === undefined || said === undefined) return [];
    const { until } = fact.exec(who)?.groups ?? {};
    return [{ date, who: fact.test(who) ? "fact" : who, text: said, over: until !== undefined }];
  });
}

/** The words a question turns on, as they were written. */
export function keyWords(question: string): readonly string[] {
  return [...new Set(foldedWords(question))].filter((word) => !questionWords.has(word) && analyse(word).length > 0);
}

/** The lines that answer a question best, newest first; none when no line shares enough of its words. */
export function bestEvidence(question: string, lines: readonly Evidence[]): readonly Evidence[] {
  const words = [...new Set(keyWords(question).flatMap(analyse))];
  if (words.length === 0) return [];
  const seen = new Set<string>();
  const scored = currentLines(question, lines).flatMap((evidence) => {
    if (evidence.who === "assistant" || isQuestion(evidence.text) || seen.has(evidence.text)) return [];
    seen.add(evidence.text);
    const terms = new Set(analyse(evidence.text));
    const coverage = words.filter((word) => terms.has(word)).length / words.length;
    return coverage < leastCoverage ? [] : [{ evidence, coverage }];
  });
  const best = Math.max(0, ...scored.map(({ coverage }) => coverage));
  const chosen = scored.filter(({ coverage }) => coverage === best).map(({ evidence }) => evidence);
  return chosen.slice(0, mostQuoted).toSorted((a, b) => (a.date < b.date ? 1 : -1));
}

/**
 * Without what has been overtaken, facts and the messages that told them alike, and without facts that a message says in the
 * user's own words. A question that names a year is about the past too.
 */
function currentLines(question: string, lines: readonly Evidence[]): readonly Evidence[] {
  const facts = lines.filter(({ who }) => who === "fact");
  const told = lines.filter(({ who }) => who !== "fact" && who !== "assistant");
  const over = /\b(?:1[89]|20)\d\d\b/.test(question) ? [] : facts.filter((one) => one.over);
  const holding = facts.filter((one) => !one.over);
  const overtaken = ({ text }: Evidence): boolean =>
    over.some((one) => says(text, one.text)) && !holding.some((one) => says(text, one.text));
  const repeated = (evidence: Evidence): boolean => evidence.who === "fact" && told.some(({ text }) => says(text, evidence.text));
  return lines.filter((evidence) => !overtaken(evidence) && !repeated(evidence));
}

/** Whether a text holds every word of another. */
function says(text: string, other: string): boolean {
  const terms = new Set(analyse(text));
  return analyse(other).every((term) => terms.has(term));
}
