import { analyse, foldedWords } from "../retrieval/analyse.ts";
import { type Citation, readCitation } from "./citation.ts";
import { sentencesAbout } from "./sentences-about.ts";
import { isPersonal, isQuestion } from "./utterance.ts";

/** A line of recalled text, as `renderLine` writes it. */
export interface Evidence {
  readonly date: string;
  readonly who: string;
  readonly text: string;
  /** A fact that does not hold any more, or a record that was judged outdated. */
  readonly over: boolean;
  /** Of a passage from a document. */
  readonly citation?: Citation;
}

/** The least share of a question's words that a line must hold to count as an answer. */
const leastCoverage = 0.4;
const mostQuoted = 3;
const line = /^\[[0-9a-f-]{13,36}\] (\d{4}-\d\d-\d\d) \d\d:\d\d, (.*?): (.*)$/;
const doubts = /(?: \((?:untrusted|judged \w+)\))+$/;
const fact = /^fact(?: from \S+)?(?<until> until \S+)?(?: in .+)?$/;
const assistant = /^assistant(?: in .+)?$/;
/** A document says less in one place than the whole of it: nearly as good is good enough. */
const nearlyBest = 0.75;
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
    const [, date, author, said] = line.exec(row) ?? [];
    if (date === undefined || author === undefined || said === undefined || author.includes("(judged wrong)")) return [];
    const who = author.replace(doubts, "");
    const { until } = fact.exec(who)?.groups ?? {};
    const over = until !== undefined || author.includes("(judged outdated)");
    const citation = readCitation(who);
    return [{ date, who: fact.test(who) ? "fact" : who, text: said, over, ...(citation !== undefined && { citation }) }];
  });
}

/** The words a question turns on, as they were written. */
export function keyWords(question: string): readonly string[] {
  return [...new Set(foldedWords(question))].filter((word) => !questionWords.has(word) && analyse(word).length > 0);
}

/**
 * The lines that answer a question best, newest first; none when no line shares enough of its words. Of documents what is
 * nearly as good too, each cut to the sentences that say it.
 */
export function bestEvidence(question: string, lines: readonly Evidence[]): readonly Evidence[] {
  const words = [...new Set(keyWords(question).flatMap(analyse))];
  if (words.length === 0) return [];
  const seen = new Set<string>();
  const scored = currentLines(question, { words, lines }).flatMap((evidence) => {
    const { citation, text, who } = evidence;
    // The same passage comes whole in one place and cut short in another.
    const saying = citation === undefined ? text : `${who} ${text.slice(0, 80)}`;
    if (assistant.test(who) || (citation === undefined && isQuestion(text)) || seen.has(saying)) return [];
    seen.add(saying);
    const covered = coverage(words, citation === undefined ? text : `${who} ${text}`);
    return covered < leastCoverage ? [] : [{ evidence, covered }];
  });
  const best = Math.max(0, ...scored.map(({ covered }) => covered));
  const chosen = scored.filter(({ evidence, covered }) => covered >= (evidence.citation === undefined ? best : best * nearlyBest));
  const quoted = chosen
    .toSorted((a, b) => b.covered - a.covered)
    .map(({ evidence }) => (evidence.citation === undefined ? evidence : { ...evidence, text: sentencesAbout(evidence.text, words) }));
  return quoted
    .filter((one) => one.citation !== undefined || !quotesOther(one, quoted))
    .slice(0, mostQuoted)
    .toSorted((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
}

/** What was kept of a document in short says nothing beside the document. */
function quotesOther({ text }: Evidence, quoted: readonly Evidence[]): boolean {
  return quoted.some(({ citation, text: other }) => citation !== undefined && text.includes(other));
}

interface Asked {
  /** What the question turns on. */
  readonly words: readonly string[];
  readonly lines: readonly Evidence[];
}

/**
 * Without what has been overtaken, facts and the messages that told them alike, and without facts that a message says in the
 * user's own words. A question that names a year is about the past too.
 */
function currentLines(question: string, { words, lines }: Asked): readonly Evidence[] {
  if (/\b(?:1[89]|20)\d\d\b/.test(question)) return withoutRepeated(lines);
  const facts = lines.filter(({ who }) => who === "fact");
  const holds = ({ text }: Evidence): boolean => facts.some((one) => !one.over && one.text === text);
  // A message that told where somebody lived may tell other things, which are asked about in other words.
  const ended = facts.filter((one) => one.over && !holds(one) && coverage(words, one.text) >= leastCoverage);
  const overtaken = (evidence: Evidence): boolean => ended.some((one) => says(evidence, one.text));
  return withoutRepeated(lines.filter((evidence) => !overtaken(evidence) && !(evidence.over && evidence.who !== "fact")));
}

function withoutRepeated(lines: readonly Evidence[]): readonly Evidence[] {
  const told = lines.filter(({ who }) => who !== "fact" && !assistant.test(who));
  return lines.filter(({ who, text }) => who !== "fact" || !told.some((one) => says(one, text)));
}

/** The share of a question's words that a text holds. */
function coverage(words: readonly string[], text: string): number {
  const terms = new Set(analyse(text));
  return words.filter((word) => terms.has(word)).length / words.length;
}

/** Whether a line holds every word of a text. Facts call the user what the user calls "I". */
function says({ who, text }: Evidence, other: string): boolean {
  const terms = new Set(analyse(who === "user" && isPersonal(text) ? `${who} ${text}` : text));
  return analyse(other).every((term) => terms.has(term));
}
