import type { JsonObject } from "../contracts/index.ts";
import type { FactReceipt } from "../graph/knowledge-graph.ts";
import { findOwnRecord } from "./read-record.ts";
import { missingPart } from "./search-page.ts";
import type { Tool } from "./tool.ts";

/** The knowledge graph: facts between people, places and things, each for its time. */
export function graphTools(): readonly Tool[] {
  return [add, search, retract];
}

const date = { type: "string", description: "YYYY, YYYY-MM or YYYY-MM-DD" };
const mostFacts = 10;

const add: Tool = {
  name: "graph_add_fact",
  description: "Stores a fact: subject, predicate and object (a name), or value (other text). A new lives_in ends the old one.",
  parameters: schema(
    {
      subject: { type: "string", minLength: 1, description: "a name, in full" },
      predicate: { type: "string", minLength: 1, description: "e.g. lives_in, sister_of" },
      object: { type: "string" },
      value: { type: "string" },
      from: date,
      until: { type: "string" },
    },
    ["subject", "predicate"],
  ),
  effect: "memory",
  async run(input, { space, origin, idempotencyKey, turn, cite }) {
    const { subject, predicate, object, value, from, until } = texts(input);
    const draft = {
      subject: subject ?? "",
      predicate: predicate ?? "",
      ...(object !== undefined && { object }),
      ...(value !== undefined && { value }),
      ...(from !== undefined && { validFrom: wholeDate(from) }),
      ...(until !== undefined && { validTo: wholeDate(until) }),
      // What the user said in this turn; a model is not asked for its sources.
      evidence: turn.slice(0, 1),
    };
    const receipt = await space.graph.addFact(draft, { origin, idempotencyKey });
    cite(await space.getMany(receipt.possibleDuplicates.map(({ like }) => like.id)));
    return [...told(receipt), ...receipt.possibleDuplicates.map(duplicateLine)].join(" ");
  },
};

const search: Tool = {
  name: "graph_search",
  description: "Finds facts about people, places and things, also over several steps. Returns facts with ids.",
  parameters: schema({ query: { type: "string", minLength: 1 }, at: { type: "string", description: "a date: facts as of then" } }, [
    "query",
  ]),
  effect: "read",
  recalls: true,
  async run(input, { space, mounts, signal, cite }) {
    const { query = "", at } = texts(input);
    const options = { limit: mostFacts, signal, ...(at !== undefined && { at: wholeDate(at) }) };
    const places = [{ space, mount: undefined, title: "" }, ...mounts.map((mount) => ({ ...mount, mount }))];
    const searches = await Promise.all(places.map(async (place) => ({ ...place, found: await place.space.graph.search(query, options) })));
    for (const { found, mount } of searches)
      cite(
        found.facts.map(({ record }) => record),
        mount,
      );
    const missing = searches.flatMap(({ found }) => (found.partial ? found.searched : []));
    const partial = missing.length > 0 ? `\n${missingPart({ searched: missing })}` : "";
    const shown = searches.filter(({ found }) => found.facts.length > 0);
    if (shown.length === 0) return `No fact found for ${JSON.stringify(query)}. Try a name.${partial}`;
    const lines = shown.map(({ found: { facts, total, text }, title }) => `${facts.length} of ${total} facts${inPlace(title)}:\n${text}`);
    return `${lines.join("\n")}${partial}`;
  },
};

const retract: Tool = {
  name: "graph_retract_fact",
  description: "Takes back a fact that is wrong. What has only changed needs no retracting: add the new fact.",
  parameters: schema({ id: { type: "string", description: "from graph_search" } }, ["id"]),
  effect: "memory",
  async run(input, context) {
    const { space, origin } = context;
    const { id } = await findOwnRecord(context, String(input["id"]), "fact");
    const { records } = await space.graph.retractFact(id, { origin });
    return `Retracted [${id}].${records.length > 1 ? " The fact it had ended holds again." : ""}`;
  },
};

function inPlace(title: string): string {
  return title === "" ? "" : ` in ${title}`;
}

function told({ fact, outcome, closed }: FactReceipt): readonly string[] {
  if (outcome === "known") return [`This was known already as [${fact}].`];
  const ended = closed.length === 0 ? [] : [`It ends what was so before: [${closed.join("], [")}].`];
  return [`Stored as [${fact}].`, ...ended];
}

function duplicateLine({ name, like }: FactReceipt["possibleDuplicates"][number]): string {
  const [a, b] = [JSON.stringify(name), JSON.stringify(like.name)];
  return `${a} is new here; there is also ${b}. If they are one, retract this fact and add it with the name ${b}.`;
}

/** The first moment of a year, a month or a day. */
function wholeDate(text: string): string {
  if (/^\d{4}$/.test(text)) return `${text}-01-01`;
  return /^\d{4}-\d{2}$/.test(text) ? `${text}-01` : text;
}

/** Arguments that say something; small models fill what they have no use for with "". */
function texts(input: JsonObject): Readonly<Record<string, string | undefined>> {
  const given = Object.entries(input).filter(([, value]) => typeof value === "string" && value.trim() !== "");
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

function schema(properties: JsonObject, required: readonly string[]): JsonObject {
  return { type: "object", properties, required, additionalProperties: false };
}
