import type { Journal, RecordId, Space } from "../contracts/index.ts";
import { aliasTarget, entityRef } from "../graph/entities.ts";
import { normaliseName } from "../graph/entity-name.ts";
import { entityBody } from "../graph/graph-body.ts";
import { foldedWords } from "./analyse.ts";
import { stopWords } from "./stop-words.ts";

const longestName = 5;
const mostWords = 64;
const edges = /^[^\p{L}\p{N}]+|(?:['’]s)?[^\p{L}\p{N}+#]*$/gu;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** The entities whose name or alias a query holds. */
export async function queryEntities(journal: Journal, space: Space, query: string): Promise<readonly RecordId[]> {
  const names = namesIn(query);
  const records = names.length === 0 ? [] : await journal.get(space, names.map(entityRef));
  const ids = records.flatMap((record) => (entityBody(record) === undefined ? (aliasTarget(record) ?? []) : record.id));
  return [...new Set(ids)];
}

/** Every run of up to five words as a name, those of stop words left out. */
function namesIn(query: string): readonly string[] {
  const words = normaliseName(query)
    .split(" ")
    .map((word) => word.replaceAll(edges, ""))
    .filter((word) => word !== "");
  // Scripts without blanks are cut into words, and names put together from them.
  const signs = unspaced.test(query) ? foldedWords(query) : [];
  return [...new Set([...runsOf(words, " "), ...runsOf(signs, "")])];
}

function runsOf(words: readonly string[], glue: string): readonly string[] {
  return words.slice(0, mostWords).flatMap((_, at) =>
    Array.from({ length: longestName }, (_length, more) => words.slice(at, at + more + 1))
      .filter((run, more) => run.length === more + 1 && !run.every((word) => stopWords.has(word)))
      .map((run) => normaliseName(run.join(glue))),
  );
}
