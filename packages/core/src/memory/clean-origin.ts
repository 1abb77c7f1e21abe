import { channels, type Origin, PagefileError, type RecordId, trustLabels } from "../contracts/index.ts";
import { cleanName } from "./clean-text.ts";
import { limits, withinLimit } from "./limits.ts";

/** What a write without an origin has: a program did it for its user. */
export const defaultOrigin: Origin = { channel: "system", trust: "user" };

const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** @throws PagefileError RECORD_INVALID */
export function cleanOrigin(origin: Origin): Origin {
  const { channel, trust, principal, source, parents } = origin;
  if (!channels.includes(channel)) throw new PagefileError("RECORD_INVALID", `${JSON.stringify(channel)} is no channel of an origin.`);
  if (!trustLabels.includes(trust))
    throw new PagefileError("RECORD_INVALID", `${JSON.stringify(trust)} is no trust label; it is one of ${trustLabels.join(", ")}.`);
  return {
    channel,
    trust,
    ...(principal === undefined ? {} : { principal: cleanName("The principal", principal, limits.nameLength) }),
    ...(source === undefined ? {} : { source: cleanName("The source", source, limits.attributeLength) }),
    ...(parents === undefined || parents.length === 0 ? {} : { parents: [...new Set(parents.map(cleanId))] }),
  };
}

/** A list of one id is none, though it reads like one as text. */
export function isId(id: unknown): id is RecordId {
  return typeof id === "string" && idForm.test(id);
}

/** @throws PagefileError RECORD_INVALID */
export function cleanId(id: unknown): RecordId {
  if (isId(id)) return id;
  throw new PagefileError(
    "RECORD_INVALID",
    `A record's id is a UUIDv7 in lower case; got ${typeof id === "string" ? JSON.stringify(id.slice(0, 80)) : typeof id}.`,
  );
}

/** @throws PagefileError LIMIT_EXCEEDED */
export function cleanIds(ids: RecordId | readonly RecordId[]): readonly RecordId[] {
  const list = typeof ids === "string" ? [ids] : ids;
  withinLimit("The number of ids", list.length, 100_000);
  return [...new Set(list.map(cleanId))];
}
