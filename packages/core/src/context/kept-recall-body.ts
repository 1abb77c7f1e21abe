import { type Arm, arms, type JsonObject, type JsonValue, parseSpace, type RecordId, type Space } from "../contracts/index.ts";
import { armStatuses, cues, type CutHit, cutReasons, type Hit, type Recall, type Why } from "../retrieval/recall.ts";
import { verdicts } from "../retrieval/verdicts.ts";
import { isJsonObject } from "./json-object.ts";
import type { KeptArm, KeptContext, KeptCut, KeptHit, KeptRecall } from "./kept-recall.ts";

/*
 * As lists and not as objects, since every turn keeps one: about 100 bytes a hit.
 *   hits      [id, version, rank, score, tokens, arms, cues, own words, near words, space]
 *   cut       [id, version, rank, score, reason, arms, cues, space]
 *   searched  [arm, store, status, matches, ms, behind, space]
 *   space     place in `spaces`, the mounts, from 1; absent for the agent's own
 *   arms      [place in `searched`, rank, score, weight], cues [cue, score, weight, verdict], words by their place in `words`
 */

const mostCut = 10;
const figures = ["window", "reserved", "system", "blocks", "summary", "queue", "recalled", "free", "messages"] as const;

/** The member `recall` of a message's body. */
export function keptRecallBody(recall: Recall, context: KeptContext): JsonObject {
  const words = [...new Set(recall.hits.flatMap(({ why: { terms } }) => [...terms.own, ...terms.near]))];
  const spaces = [...new Set(recall.searched.flatMap(({ space }) => space ?? []))];
  const mountPlace = (space: Space | undefined): number[] => (space === undefined ? [] : [spaces.indexOf(space) + 1]);
  const places = (list: readonly string[]): number[] => list.map((word) => words.indexOf(word));
  return {
    query: recall.query,
    figures: [recall.found ? 1 : 0, rounded(recall.confidence), recall.partial ? 1 : 0, recall.total],
    words,
    ...(spaces.length > 0 && { spaces }),
    searched: recall.searched.map(({ arm, store, status, matches, ms, behind, space }) => {
      return [arm, store, status, matches, Math.round(ms), behind, ...mountPlace(space)];
    }),
    hits: recall.hits.map((hit) => [
      ...placed(hit),
      hit.tokens,
      ...parts(hit, recall),
      places(hit.why.terms.own),
      places(hit.why.terms.near),
      ...mountPlace(hit.space),
    ]),
    cut: recall.cut.slice(0, mostCut).map((hit) => [...placed(hit), hit.reason, ...parts(hit, recall), ...mountPlace(hit.space)]),
    context: [...figures.map((name) => context[name]), context.anchored ? 1 : 0],
  };
}

function placed({ record, id, rank, score }: Hit | CutHit): JsonValue[] {
  return [id, record.version, rank, rounded(score)];
}

function parts({ why, space }: Hit | CutHit, { searched }: Recall): JsonValue[] {
  const placeOf = (one: Why["arms"][number]): number =>
    searched.findIndex((report) => report.arm === one.arm && report.store === one.store && report.space === space);
  return [
    why.arms.map((one) => [placeOf(one), one.rank, rounded(one.score), rounded(one.weight)]),
    why.cues.map(({ cue, score, weight, verdict }) => [cue, rounded(score), rounded(weight), ...(verdict === undefined ? [] : [verdict])]),
  ];
}

function rounded(figure: number): number {
  return Math.round(figure * 10_000) / 10_000;
}

/** Reads what is kept, whoever wrote it; what makes no sense is left out. Undefined where a message keeps none. */
export function readKeptRecall(body: JsonObject | Uint8Array, message: RecordId): KeptRecall | undefined {
  const kept = body instanceof Uint8Array ? undefined : body["recall"];
  if (!isJsonObject(kept)) return undefined;
  const words = list(kept["words"]).map(text);
  const spaces = list(kept["spaces"]).map(spaceNamed);
  const searched = list(kept["searched"]).map((arm) => readArm(list(arm), spaces));
  const known = { words, searched, spaces };
  const [found, confidence, partial, total] = list(kept["figures"]).map(number);
  return {
    message,
    query: text(kept["query"]),
    found: found === 1,
    confidence: confidence ?? 0,
    partial: partial === 1,
    total: total ?? 0,
    searched,
    hits: list(kept["hits"]).map((hit) => readHit(list(hit), known)),
    cut: list(kept["cut"]).map((hit) => readCut(list(hit), known)),
    context: readContext(list(kept["context"]).map(number)),
  };
}

/** What the lists of hits refer to by place. */
interface Known {
  readonly words: readonly string[];
  readonly searched: readonly KeptArm[];
  readonly spaces: readonly (Space | undefined)[];
}

function readArm([arm, store, status, matches, ms, behind, mount]: readonly JsonValue[], spaces: Known["spaces"]): KeptArm {
  return {
    arm: oneOf(arms, arm) ?? "lexical",
    store: text(store),
    status: oneOf(armStatuses, status) ?? "searched",
    matches: number(matches),
    ms: number(ms),
    behind: number(behind),
    ...readSpace(mount, spaces),
  };
}

function readHit(values: readonly JsonValue[], { words, searched, spaces }: Known): KeptHit {
  const [id, version, rank, score, tokens, found, given, own, near, mount] = values;
  const wordsAt = (places: JsonValue | undefined): readonly string[] => list(places).map((place) => words[number(place)] ?? "");
  const terms = { own: wordsAt(own), near: wordsAt(near) };
  const why = { ...readParts(found, given, searched), terms };
  return { ...readPlaced([id, version, rank, score]), tokens: number(tokens), why, ...readSpace(mount, spaces) };
}

function readCut(values: readonly JsonValue[], { searched, spaces }: Known): KeptCut {
  const [id, version, rank, score, reason, found, given, mount] = values;
  const why = { ...readParts(found, given, searched), terms: { own: [], near: [] } };
  return { ...readPlaced([id, version, rank, score]), reason: oneOf(cutReasons, reason) ?? "limit", why, ...readSpace(mount, spaces) };
}

function spaceNamed(name: JsonValue): Space | undefined {
  try {
    return parseSpace(name);
  } catch {
    return undefined;
  }
}

function readSpace(place: JsonValue | undefined, spaces: Known["spaces"]): { readonly space?: Space } {
  const space = spaces[number(place) - 1];
  return space === undefined ? {} : { space };
}

function readPlaced([id, version, rank, score]: readonly (JsonValue | undefined)[]): Pick<KeptHit, "id" | "version" | "rank" | "score"> {
  return { id: text(id), version: number(version), rank: number(rank), score: number(score) };
}

function readParts(found: JsonValue | undefined, given: JsonValue | undefined, searched: readonly KeptArm[]): Pick<Why, "arms" | "cues"> {
  return {
    arms: list(found).map((one) => {
      const [place = -1, rank = 0, score = 0, weight = 0] = list(one).map(number);
      const { arm = "lexical" satisfies Arm, store = "" } = searched[place] ?? {};
      return { arm, store, rank, score, weight };
    }),
    cues: list(given).flatMap((one) => {
      const [name, score, weight, verdict] = list(one);
      const cue = oneOf(cues, name);
      const said = oneOf(verdicts, verdict);
      return cue === undefined ? [] : [{ cue, score: number(score), weight: number(weight), ...(said !== undefined && { verdict: said }) }];
    }),
  };
}

function readContext(values: readonly number[]): KeptContext {
  const figure = (name: (typeof figures)[number]): number => values[figures.indexOf(name)] ?? 0;
  return {
    window: figure("window"),
    reserved: figure("reserved"),
    system: figure("system"),
    blocks: figure("blocks"),
    summary: figure("summary"),
    queue: figure("queue"),
    recalled: figure("recalled"),
    free: figure("free"),
    messages: figure("messages"),
    anchored: values[figures.length] === 1,
  };
}

function list(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function text(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function number(value: JsonValue | undefined): number {
  return typeof value === "number" ? value : 0;
}

function oneOf<T extends string>(options: readonly T[], value: JsonValue | undefined): T | undefined {
  return options.find((option) => option === value);
}
