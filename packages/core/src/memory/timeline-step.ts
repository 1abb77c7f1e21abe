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
    (text === undefined || tells(content ?? step.before, text))
  );
}

/** Whether a text in small letters is in any text that a content holds, names of members apart. */
function tells(content: RecordContent | undefined, text: string): boolean {
  if (content === undefined) return false;
  const { body, tags, attributes, collection, key } = content;
  return (!(body instanceof Uint8Array) && isIn(body, text)) || [tags, attributes, collection, key].some((one) => isIn(one, text));
}

function isIn(value: JsonValue | undefined, text: string): boolean {
  if (typeof value === "string") return value.toLowerCase().includes(text);
  if (typeof value !== "object" || value === null) return typeof value === "number" && String(value).includes(text);
  return Object.values(value).some((member) => isIn(member, text));
}
