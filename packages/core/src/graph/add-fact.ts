import {
  type Change,
  compareCodePoints,
  type EntityBody,
  type FactBody,
  type Instant,
  type MemoryRecord,
  type Origin,
  PagefileError,
  type RecordId,
  type TrustLabel,
} from "../contracts/index.ts";
import { append, originOf, put } from "../memory/append.ts";
import { cleanFlag } from "../memory/draft.ts";
import { cleanIds } from "../memory/clean-origin.ts";
import { cleanName, cleanText } from "../memory/clean-text.ts";
import { toInstant } from "../memory/instant.ts";
import { now, type SpaceContext } from "../memory/space-context.ts";
import type { WriteOptions, WriteReceipt } from "../memory/space-memory.ts";
import { trustedAtMost } from "../memory/trusted-at-most.ts";
import { beginning } from "./beginning.ts";
import { entityRef, findEntity, knownEntity } from "./entities.ts";
import { cleanEntityName, normaliseName, normalisePredicate } from "./entity-name.ts";
import { distinctIds, editsOf, factsOf, type HeldFact, rewritten } from "./fact-range.ts";
import { claimSlot } from "./fact-slot.ts";
import { cleanGraphBody, entityBody, factKey } from "./graph-body.ts";
import type { FactDraft, FactReceipt } from "./knowledge-graph.ts";
import { possibleDuplicates } from "./possible-duplicates.ts";
import { singleness } from "./predicates.ts";
import { retryRace } from "./retry-race.ts";
import { holdsAt, place } from "./timeline.ts";

/** Keeps a fact, and what it needs, in one append. */
export async function addFact(context: SpaceContext, draft: FactDraft, options: WriteOptions): Promise<FactReceipt> {
  const asked = cleanFactDraft(draft);
  const { made, ...receipt } = await context.turns.take(`${context.space} fact ${normaliseName(asked.subject)} ${asked.predicate}`, () =>
    retryRace(() => attempt(context, asked, options)),
  );
  return { ...receipt, possibleDuplicates: await possibleDuplicates(context, made) };
}

type Times = "validFrom" | "validTo" | "toldAt";
type Asked = Omit<FactDraft, Times> & { readonly [time in Times]?: Instant };
type Attempted = Omit<FactReceipt, "possibleDuplicates"> & { readonly made: readonly End[] };

async function attempt(context: SpaceContext, asked: Asked, options: WriteOptions): Promise<Attempted> {
  const origin = withEvidence(originOf(options.origin), asked.evidence ?? []);
  const subject = await endOf(context, { name: asked.subject, type: asked.subjectType, origin });
  const object = asked.object === undefined ? undefined : await objectOf(context, asked, { origin, subject });
  const { single, changes: settings } = await singleness(context, asked.predicate, asked.single);
  const ends = { subject: subject.id, ...(object !== undefined && { object: object.id }) };
  const held = subject.made ? [] : await factsOf(context, { subject: subject.id, predicate: asked.predicate });
  const same = saysTheSame(asked, object?.id);
  const at = now(context);
  const holds = asked.validFrom ?? asked.toldAt ?? at;
  const known = held.find(({ body }) => same(body) && holdsAt(body, holds));
  if (known !== undefined) {
    const { pending } = await addEvidence(context, known, { asked, options });
    return { fact: known.id, ...ends, outcome: "known", closed: [], pending, made: [] };
  }
  const id = context.ids.next();
  const drafted: FactBody = {
    ...ends,
    predicate: asked.predicate,
    ...(asked.value !== undefined && { value: asked.value }),
    text: asked.text ?? sentence(subject.name, asked.predicate, object?.name ?? asked.value ?? ""),
    single,
    ...beginning(asked, { at, before: single ? held.map(({ body }) => body) : [], same }),
    ...(asked.validTo !== undefined && { validTo: asked.validTo }),
    ...(asked.evidence !== undefined && { evidence: asked.evidence }),
  };
  const placed = single ? place({ id, body: drafted }, held) : { body: drafted, edits: new Map<RecordId, FactBody>() };
  const content = {
    kind: "fact",
    body: cleanGraphBody("fact", placed.body, true),
    tags: [],
    attributes: {},
    createdAt: at,
    collection: subject.id,
    key: factKey(asked.predicate, id),
    index: true,
  } as const;
  const changes: readonly Change[] = [
    ...subject.changes,
    ...(object?.changes ?? []),
    ...settings,
    await claimSlot(context, { subject: subject.id, predicate: asked.predicate }),
    ...editsOf(context, held, placed.edits),
    { ...put(context, { id, content, origin: trustedAtMost(origin, subject.trust, object?.trust ?? "system") }), expectedVersion: 0 },
  ];
  const { records, pending, replayed } = await append(context, { changes, options, asked: { addFact: asked } });
  return {
    fact: replayed ? (records.at(-1)?.id ?? id) : id,
    ...ends,
    outcome: replayed ? "known" : "created",
    closed: replayed ? [] : [...placed.edits].filter(([, body]) => body.closedBy === id).map(([one]) => one),
    pending,
    made: replayed ? [] : [subject, ...(object === undefined ? [] : [object])].filter(({ made }) => made),
  };
}

/** What a fact was learnt from is what it, and the entities it brings, were made from. */
function withEvidence(origin: Origin, evidence: readonly RecordId[]): Origin {
  const parents = distinctIds([...(origin.parents ?? []), ...evidence]);
  return parents.length === 0 ? origin : { ...origin, parents };
}

/** A subject or object, with what has to be written for it. */
interface End {
  readonly id: RecordId;
  readonly name: string;
  readonly made: boolean;
  /** Of the name, where it is another than the one that was given. */
  readonly trust: TrustLabel;
  readonly changes: readonly Change[];
}

async function objectOf(
  context: SpaceContext,
  { object = "", objectType: type }: Asked,
  of: { origin: Origin; subject: End },
): Promise<End> {
  const { origin, subject } = of;
  if (subject.made && normaliseName(object) === normaliseName(subject.name)) return { ...subject, changes: [] };
  return endOf(context, { name: object, type, origin });
}

async function endOf(
  context: SpaceContext,
  { name, type, origin }: { name: string; type: string | undefined; origin: Origin },
): Promise<End> {
  const record = await findEntity(context, name);
  if (record !== undefined) {
    const known = knownEntity(record).name;
    const trust = normaliseName(known) === normaliseName(name) ? "system" : record.origin.trust;
    return { id: record.id, name: known, made: false, trust, changes: typing(context, record, { type, origin }) };
  }
  const id = context.ids.next();
  const body: EntityBody = { name: cleanEntityName("An entity's name", name), aliases: [], ...(type !== undefined && { type }) };
  const content = { ...entityRef(name), body, tags: [], attributes: {}, createdAt: now(context), index: true };
  return { id, name: body.name, made: true, trust: "system", changes: [{ ...put(context, { id, content, origin }), onConflict: "fail" }] };
}

/** What an entity is gets known with the first fact that says so. */
function typing(
  context: SpaceContext,
  record: MemoryRecord,
  { type, origin }: { readonly type: string | undefined; readonly origin: Origin },
): readonly Change[] {
  const body = entityBody(record);
  if (type === undefined || body === undefined || body.type !== undefined) return [];
  return [rewritten(context, { ...record, origin: trustedAtMost(record.origin, origin.trust) }, { ...body, type })];
}

function saysTheSame({ value = "" }: Asked, object: RecordId | undefined): (body: FactBody) => boolean {
  const said = normaliseName(value);
  return (body) => (object !== undefined ? body.object === object : body.value !== undefined && normaliseName(body.value) === said);
}

async function addEvidence(
  context: SpaceContext,
  { record, body }: HeldFact,
  { asked, options }: { asked: Asked; options: WriteOptions },
): Promise<Pick<WriteReceipt, "pending">> {
  const evidence = distinctIds([...(body.evidence ?? []), ...(asked.evidence ?? [])]);
  if (evidence.length === (body.evidence ?? []).length) return { pending: [] };
  return append(context, { changes: [rewritten(context, record, { ...body, evidence })], options, asked: { addFact: asked } });
}

function sentence(subject: string, predicate: string, object: string): string {
  return `${subject} ${predicate.replaceAll("_", " ")} ${object}`;
}

/** @throws PagefileError RECORD_INVALID, LIMIT_EXCEEDED */
function cleanFactDraft(draft: FactDraft): Asked {
  const { subject, predicate, object, value, text, single, subjectType, objectType, validFrom, validTo, toldAt, evidence } = draft;
  if ((object === undefined) === (value === undefined))
    throw new PagefileError(
      "RECORD_INVALID",
      "A fact needs an object (the name of an entity) or a value (text such as a date), and not both.",
    );
  const asked: Asked = {
    subject: cleanEntityName("The subject", subject),
    predicate: normalisePredicate(predicate),
    ...(object !== undefined && { object: cleanEntityName("The object", object) }),
    ...(value !== undefined && { value: cleanName("The value", cleanText("The value", value).trim(), longestValue) }),
    ...(text !== undefined && text.trim() !== "" && { text: cleanText("The text", text) }),
    ...(single !== undefined && { single: cleanFlag(single) }),
    ...(subjectType !== undefined && { subjectType: cleanName("The subject's type", subjectType, longestType) }),
    ...(objectType !== undefined && { objectType: cleanName("The object's type", objectType, longestType) }),
    ...(validFrom !== undefined && { validFrom: toInstant("`validFrom`", validFrom) }),
    ...(validTo !== undefined && { validTo: toInstant("`validTo`", validTo) }),
    ...(toldAt !== undefined && { toldAt: toInstant("`toldAt`", toldAt) }),
    ...(evidence !== undefined && { evidence: cleanIds(evidence) }),
  };
  if (compareCodePoints(asked.validFrom ?? "", asked.validTo ?? "~") >= 0)
    throw new PagefileError("RECORD_INVALID", "A fact ends after it begins: give a validTo later than validFrom.");
  return asked;
}

const longestValue = 10_000;
const longestType = 64;
