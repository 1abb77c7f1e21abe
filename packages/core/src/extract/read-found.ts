import { isJsonObject } from "../context/json-object.ts";
import type { Instant, JsonObject, JsonValue } from "../contracts/index.ts";
import { isQuestion, sentencesOf } from "../offline/utterance.ts";
import { analyse, foldedWords } from "../retrieval/analyse.ts";
import { beganAt } from "./began-at.ts";
import type { ExtractTally } from "./extract-report.ts";
import type { Found, FoundFact, FoundPassage } from "./found.ts";
import type { Source } from "./source.ts";

const firstPerson = /^(?:i|me|my|myself|we|us|our|(?:the )?(?:user|speaker))$/i;
const isoDay = /^\d{4}(?:-\d\d(?:-\d\d)?)?$/;
/** The share of a passage's words that its message must hold. */
const leastShare = 0.5;

/**
 * What a model found, held against the messages: what rests on words that are not in the message, names nobody in it, or was
 * only asked, is dropped. In the order of the messages, one for each.
 */
export function readFound(answer: JsonObject, sources: readonly Source[], tally: Pick<ExtractTally, "drop">): readonly Found[] {
  const facts = itemsOf(answer["facts"]);
  const passages = itemsOf(answer["passages"]);
  const strays = [...facts, ...passages].filter(({ message }) => !(Number(message) >= 1 && Number(message) <= sources.length));
  for (const _stray of strays) tally.drop("unquoted");
  return sources.map((source, at) => {
    const mine = ({ message }: JsonObject): boolean => message === at + 1;
    const quoted = (item: JsonObject): boolean => {
      const fault = faultOf(textIn(item, "quote"), source);
      if (fault !== undefined) tally.drop(fault);
      return fault === undefined;
    };
    const checked = <T>(found: T | undefined): readonly T[] => {
      if (found === undefined) tally.drop("unquoted");
      return found === undefined ? [] : [found];
    };
    return {
      facts: facts
        .filter(mine)
        .filter(quoted)
        .flatMap((item) => checked(readFact(item, source))),
      passages: passages
        .filter(mine)
        .filter(quoted)
        .flatMap((item) => checked(readPassage(item, source))),
    };
  });
}

function faultOf(quote: string, { text }: Source): "unquoted" | "asked" | undefined {
  const words = plain(quote);
  if (words === "" || !plain(text).includes(words)) return "unquoted";
  return sentencesOf(text).some((sentence) => isQuestion(sentence) && plain(sentence).includes(words)) ? "asked" : undefined;
}

function readFact(item: JsonObject, source: Source): FoundFact | undefined {
  const subject = nameIn(item, "subject", source);
  const object = nameIn(item, "object", source);
  const value = textIn(item, "value");
  const predicate = textIn(item, "predicate");
  const led = object ?? (value === "" || !isSaid(value, source) ? undefined : value);
  if (subject === undefined || predicate === "" || led === undefined) return undefined;
  const { single } = item;
  const validFrom = beganIn(textIn(item, "validFrom"), source);
  return {
    subject,
    predicate,
    ...(object === undefined ? { value: led } : { object }),
    ...(typeof single === "boolean" && { single }),
    ...(validFrom !== undefined && { validFrom }),
    ...((validFrom !== undefined || single === true) && { toldAt: source.told }),
    quote: textIn(item, "quote"),
  };
}

function readPassage(item: JsonObject, source: Source): FoundPassage | undefined {
  const text = textIn(item, "text");
  const said = new Set(analyse(`${source.speaker ?? ""} ${source.text}`));
  const terms = analyse(text);
  const share = terms.filter((term) => said.has(term)).length / Math.max(1, terms.length);
  return share < leastShare ? undefined : { text, quote: textIn(item, "quote") };
}

/** A name that the message holds, or that of who speaks. */
function nameIn(item: JsonObject, member: "subject" | "object", source: Source): string | undefined {
  const name = textIn(item, member);
  if (firstPerson.test(name)) return source.speaker;
  return name !== "" && isSaid(name, source) ? name : undefined;
}

/** A date may be written otherwise than it was said. */
function isSaid(words: string, { text, speaker }: Source): boolean {
  if (isoDay.test(words)) return true;
  const said = new Set(foldedWords(`${speaker ?? ""} ${text}`));
  const asked = foldedWords(words.replaceAll("_", " "));
  return asked.length > 0 && asked.every((word) => said.has(word));
}

function beganIn(words: string, { told }: Source): Instant | undefined {
  return words === "" ? undefined : beganAt(words.slice(0, 200), told);
}

function itemsOf(list: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(list) ? list.filter((item: JsonValue) => isJsonObject(item)) : [];
}

function textIn(item: JsonObject, member: string): string {
  const value = item[member];
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}

/** For comparing words as they stand: blanks, typographic quotes and case do not count. */
function plain(text: string): string {
  return text.normalize("NFC").replace(/[’‘]/g, "'").replace(/[“”]/g, '"').replace(/\s+/gu, " ").trim().toLowerCase();
}
