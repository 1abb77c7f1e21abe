import { type JsonObject, PagefileError } from "../contracts/index.ts";
import type { Hit, Recall } from "../retrieval/recall.ts";
import { renderLine } from "../retrieval/render.ts";
import { shortId } from "../retrieval/short-id.ts";
import type { OpenMount } from "./open-mount.ts";
import { findRecord, recordPage } from "./read-record.ts";
import type { ToolContext } from "./tool.ts";

const pageSize = 5;
/** Characters of one result; the rest is read by id. */
const shownLength = 800;

/** The arguments of both searches. `query` finds, `id` reads one record in full. */
export const searchParameters: JsonObject = {
  type: "object",
  properties: {
    query: { type: "string", minLength: 1, description: "words to look for" },
    id: { type: "string" },
    page: { type: "integer", minimum: 1, maximum: 40 },
  },
  additionalProperties: false,
};

export async function searchOrRead(input: JsonObject, kind: "message" | "passage", context: ToolContext): Promise<string> {
  if (typeof input["query"] === "string") return searchPage({ query: input["query"], kind, page: pageOf(input) }, context);
  if (typeof input["id"] === "string") {
    const found = await findRecord(context, input["id"], kind);
    context.cite([found.record], found.mount);
    return recordPage(found, pageOf(input));
  }
  throw new PagefileError("QUERY_INVALID", "Give a query to search for, or the id of one result to read it in full.");
}

function pageOf({ page }: JsonObject): number {
  return typeof page === "number" ? page : 1;
}

interface Search {
  readonly query: string;
  readonly kind: "message" | "passage";
  readonly page: number;
}

/** One page of a search as text for the model: how many there are, then one result a line with its id to cite. */
async function searchPage({ query, kind, page }: Search, context: ToolContext): Promise<string> {
  const { space, signal, turn, mounts } = context;
  const looked = mounts.map(({ space: { name }, title }) => ({ space: name, title }));
  const limit = Math.min(200, page * pageSize);
  const recall = await space.read(query, { kinds: [kind], limit, exclude: turn, mounts: looked, signal });
  const first = (page - 1) * pageSize;
  const hits = recall.hits.slice(first, first + pageSize);
  const mountOf = (hit: Hit): OpenMount | undefined => mounts.find(({ space: { name } }) => name === hit.space);
  for (const hit of hits) context.cite([hit.record], mountOf(hit));
  const partial = recall.partial ? `\n${missingPart(recall)}` : "";
  if (hits.length === 0)
    return `${first === 0 ? `Nothing found for ${JSON.stringify(query)}. Try other words.` : `There are only ${recall.total} results.`}${partial}`;
  const more = recall.total > first + hits.length ? `; page ${page + 1} has more` : "";
  return `Results ${first + 1} to ${first + hits.length} of ${recall.total}${more}:\n${hits.map((hit) => hitLine(hit, hits, mountOf(hit))).join("\n")}${partial}`;
}

/** What a search could not look at, as a sentence. */
export function missingPart({ searched }: Pick<Recall, "searched">): string {
  const arms = searched.filter(({ status, behind }) => status === "failed" || status === "timed-out" || behind > 0).map(({ arm }) => arm);
  return `Only a part of memory could be searched${arms.length > 0 ? ` (${[...new Set(arms)].join(", ")} search is not up to date)` : ""}; something may be missing.`;
}

function hitLine({ record, verdict }: Hit, hits: readonly Hit[], mount: OpenMount | undefined): string {
  const line = renderLine(
    record,
    shortId(
      record.id,
      hits.map(({ id }) => id),
    ),
    { verdict, mount: mount?.title },
  );
  return line.length <= shownLength
    ? line
    : `${line.slice(0, shownLength).toWellFormed()}… (${line.length - shownLength} more characters: search with this id)`;
}
