import type { Entry, JsonValue, RecordContent, RecordKind } from "../contracts/index.ts";
import type { TimelineRequest } from "./timeline-request.ts";

/** An entry with the content it replaced or deleted. */
export interface Step {
  readonly entry: Entry;
  readonly before?: RecordContent;
}

/** Of what was written or deleted. */
export function kindOfStep({ entry, before }: Step): RecordKind | undefined {
  return (entry.content ?? before)?.kind;
}

/** Whether an entry meets every condition of a timeline. */
export function isAsked(step: Step, { operations, kinds, channels, principal, text }: TimelineRequest): boolean {
  const { operation, origin, content } = step.entry;
  const kind = kindOfStep(step);
  return (
    (operations === undefined || operations.includes(operation)) &&
    (kinds === undefined || (kind !== undefined && kinds.includes(kind))) &&
    (channels === undefined || (origin !== undefined && channels.includes(origin.channel))) &&
    (principal === undefined || origin?.principal === principal) &&
    (text === undefined || textsOf(content ?? step.before).some((one) => one.toLowerCase().includes(text)))
  );
}

/** Every text that a content holds, names of members apart. */
function textsOf(content: RecordContent | undefined): readonly string[] {
  if (content === undefined) return [];
  const { body, tags, attributes, collection = "", key = "" } = content;
  const told = body instanceof Uint8Array ? [] : textsIn(body);
  return [...told, ...tags, ...Object.values(attributes).map(String), collection, key];
}

function textsIn(value: JsonValue): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
