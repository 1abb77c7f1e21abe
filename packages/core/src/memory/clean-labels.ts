import { type Attributes, type AttributeValue, PagefileError } from "../contracts/index.ts";
import { isPlainObject } from "./clean-body.ts";
import { cleanName, cleanText, kindOf } from "./clean-text.ts";
import { limits, withinLimit } from "./limits.ts";

const nameForm = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;
/** Letters only, but inherited by every JavaScript object, so that a careless lookup would find them. */
const inherited = new Set([
  "constructor",
  "prototype",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toLocaleString",
  "toString",
  "valueOf",
]);

export function isAttributeName(name: string): boolean {
  return nameForm.test(name) && !inherited.has(name);
}

/** Distinct tags in the order given. @throws PagefileError RECORD_INVALID, LIMIT_EXCEEDED */
export function cleanTags(tags: unknown): readonly string[] {
  if (!Array.isArray(tags)) throw new PagefileError("RECORD_INVALID", `Tags must be a list of texts, not ${kindOf(tags)}.`);
  const clean = [...new Set(tags.map((tag: unknown) => cleanName("A tag", tag, limits.tagLength)))];
  withinLimit("The number of tags", clean.length, limits.tags);
  return clean;
}

/** @throws PagefileError RECORD_INVALID, LIMIT_EXCEEDED */
export function cleanAttributes(attributes: unknown): Attributes {
  if (!isPlainObject(attributes)) throw new PagefileError("RECORD_INVALID", `Attributes must be an object, not ${kindOf(attributes)}.`);
  const entries = Object.entries(attributes).filter(([, value]) => value !== undefined);
  withinLimit("The number of attributes", entries.length, limits.attributes);
  return Object.fromEntries(entries.map(([name, value]) => [cleanAttributeName(name), cleanAttributeValue(name, value)]));
}

function cleanAttributeName(name: string): string {
  if (isAttributeName(name)) return name;
  throw new PagefileError(
    "RECORD_INVALID",
    `An attribute's name is 1 to 64 letters, digits and "_", a letter first; ${JSON.stringify(name.slice(0, 80))} is not.`,
  );
}

function cleanAttributeValue(name: string, value: unknown): AttributeValue {
  if (typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value === 0 ? 0 : value;
  if (typeof value !== "string")
    throw new PagefileError("RECORD_INVALID", `The attribute ${name} must be a text, a finite number or a boolean, not ${kindOf(value)}.`);
  withinLimit(`The length of the attribute ${name}`, value.length, limits.attributeLength);
  return cleanText(`The attribute ${name}`, value);
}
