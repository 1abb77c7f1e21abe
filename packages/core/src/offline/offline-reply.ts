import type { JsonObject } from "../contracts/index.ts";
import { notAllowedText } from "../turn/confirmation.ts";
import { bestEvidence, keyWords, readEvidence } from "./evidence.ts";
import { citationText } from "./citation.ts";
import { beginning, notDone, noted, nothingFound, quote, smallTalkAnswer } from "./offline-words.ts";
import type { OfflineRequest } from "./read-request.ts";
import { firstSentences } from "./sentences-about.ts";
import { documentToSummarise, linesOfDocument, wordsOfName } from "./summary-request.ts";
import { orderedCall } from "./tool-order.ts";
import { isChinese, isPersonal, sortUtterance, type Utterance } from "./utterance.ts";

/** A text, or calls to make first. */
export type OfflineReply =
  | { readonly text: string }
  | { readonly calls: readonly { readonly name: string; readonly arguments: JsonObject }[] };

const mostFiled = 4;
const longestFact = 300;
/** Characters quoted of a document's beginning. */
const longestBeginning = 600;

/**
 * Does what is ordered, files what is told and looks up what is asked, with the tools that are offered; then answers from what
 * they returned.
 */
export function offlineReply(request: OfflineRequest): OfflineReply {
  const ordered = orderedCall(request.said, request.tools);
  if (ordered !== undefined) return carryOut(ordered, request);
  const document = documentToSummarise(request.said);
  if (document !== undefined) return beginningOf(document, request);
  const utterance = sortUtterance(request.said);
  const fresh = utterance.statements.filter((statement) => !request.system.includes(statement));
  if (request.results.length === 0) {
    const calls = [...fresh.slice(0, mostFiled).flatMap((statement) => filing(statement, request)), ...lookups(utterance, request)];
    if (calls.length > 0) return { calls };
  }
  const overfull = request.results.some(({ name, text }) => name === "core_memory_append" && text.includes("nothing was changed"));
  if (overfull && request.offers("archival_memory_insert") && !request.results.some(({ name }) => name === "archival_memory_insert")) {
    return { calls: [{ name: "archival_memory_insert", arguments: { text: fresh.join("\n") } }] };
  }
  const parts = utterance.questions.map((question) => answer(question, utterance, request));
  if (utterance.statements.length > 0)
    parts.unshift(noted(utterance.statements, { kept: fresh.length === 0 && request.results.length === 0, chinese: utterance.chinese }));
  return { text: parts.length > 0 ? parts.join("\n") : smallTalkAnswer(utterance) };
}

/** Makes the call once, and tells what came of it. */
function carryOut(call: NonNullable<ReturnType<typeof orderedCall>>, { results, said }: OfflineRequest): OfflineReply {
  const result = results.find(({ name }) => name === call.name);
  if (result === undefined) return { calls: [call] };
  return { text: result.text.startsWith(notAllowedText) ? notDone(isChinese(said)) : result.text };
}

/** Quotes what is found of a document's beginning. */
function beginningOf(name: string, { said, note, results, offers }: OfflineRequest): OfflineReply {
  const chinese = isChinese(said);
  const searched = results.length > 0 || !offers("archival_memory_search");
  if (!searched) return { calls: [{ name: "archival_memory_search", arguments: { query: wordsOfName(name).slice(0, 500) || name } }] };
  const [first, ...more] = linesOfDocument(name, readEvidence([...results.map(({ text }) => text), note].join("\n")));
  if (first === undefined) return { text: nothingFound([name], chinese) };
  const text = firstSentences(first.text, longestBeginning);
  const place = citationText(first.citation ?? { document: first.who }, chinese);
  const others = more.filter(({ text: other }) => other.slice(0, 80) !== first.text.slice(0, 80)).slice(0, 2);
  return {
    text: [
      beginning(text, place, chinese),
      ...others.map((line) => quote({ ...line, text: firstSentences(line.text, 200) }, chinese)),
    ].join("\n"),
  };
}

function filing(statement: string, { offers }: OfflineRequest): { name: string; arguments: JsonObject }[] {
  if (offers("core_memory_append") && isPersonal(statement) && statement.length <= longestFact) {
    return [{ name: "core_memory_append", arguments: { label: "human", text: statement } }];
  }
  return offers("archival_memory_insert") ? [{ name: "archival_memory_insert", arguments: { text: statement } }] : [];
}

function lookups({ questions }: Utterance, { offers }: OfflineRequest): { name: string; arguments: JsonObject }[] {
  const query = questions.join(" ").slice(0, 500);
  if (query === "" || isAboutMe(query)) return [];
  return ["conversation_search", "archival_memory_search"].filter(offers).map((name) => ({ name, arguments: { query } }));
}

function answer(question: string, { chinese }: Utterance, { system, note, results }: OfflineRequest): string {
  if (isAboutMe(question)) return aboutMe(chinese);
  const evidence = readEvidence([...results.map(({ text }) => text), note].join("\n"));
  const best = bestEvidence(question, evidence);
  if (best.length > 0) return best.map((line) => quote(line, chinese)).join("\n");
  const known = /<block label="human"[^>]*>\n([\s\S]*?)\n<\/block>/.exec(system)?.[1]?.trim() ?? "";
  if (known !== "" && /\b(about|know|remember)\b.*\bme\b|关于我|记得我|了解我/i.test(question))
    return chinese ? `我知道的是：\n${known}` : `This is what I know about you:\n${known}`;
  return nothingFound(keyWords(question), chinese);
}

function isAboutMe(question: string): boolean {
  return /\b(who|what) are you\b|\bwhat can you do\b|你是谁|你能做什么/i.test(question);
}

function aboutMe(chinese: boolean): string {
  return chinese
    ? "我是 Pagefile 的离线模型：没有语言模型，只有规则。我记下你告诉我的事，并在你问起时引用。"
    : "I am Pagefile's offline model: no language model, only rules. I keep what you tell me and quote it, with its date, when you ask.";
}
