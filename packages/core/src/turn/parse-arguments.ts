import { isJsonObject } from "../context/json-object.ts";
import type { JsonObject, JsonValue } from "../contracts/index.ts";
import { Mistake } from "./mistake.ts";
import { type JsonScan, scanJson } from "./scan-json.ts";

const longest = 262_144;
const deepest = 32;

/**
 * The arguments of a call from the text the model wrote. One repair is tried, and only of what cannot change the meaning:
 * a code fence, commas that nothing follows, JSON wrapped in a string. What is missing is never made up.
 */
export function parseArguments(name: string, written: string): JsonObject | Mistake {
  if (written.length > longest) {
    return new Mistake(
      "TOO_LONG",
      `The arguments of ${name} are ${written.length} characters long; at most ${longest} are taken. Split the text over several calls.`,
    );
  }
  const text = withoutFence(written.trim());
  if (text === "") return {};
  const scan = scanJson(text);
  if (scan.open)
    return new Mistake(
      "TRUNCATED",
      `The arguments of ${name} end in the middle, so the call was cut off. Make it again, shorter: split a long text over several calls.`,
    );
  if (scan.depth > deepest)
    return new Mistake(
      "TOO_DEEP",
      `The arguments of ${name} are nested ${scan.depth} levels deep; at most ${deepest} are taken. Write them flat.`,
    );
  const value = parsed(text, scan);
  if (value instanceof Mistake)
    return new Mistake(
      value.code,
      `The arguments of ${name} are no valid JSON (${value.sentence}). Write one JSON object, with double quotes around every key and text.`,
    );
  if (typeof value === "string" && value.trim().startsWith("{") && value !== written) return parseArguments(name, value);
  if (!isJsonObject(value))
    return new Mistake(
      "ARGUMENTS_INVALID",
      `The arguments of ${name} must be one JSON object, not ${value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`}.`,
    );
  if (scan.doubledKey !== undefined)
    return new Mistake(
      "DOUBLED_KEY",
      `The arguments of ${name} hold ${JSON.stringify(scan.doubledKey.slice(0, 80))} twice. Write each key once.`,
    );
  return findFault(name, value) ?? value;
}

function withoutFence(text: string): string {
  const fenced = /^```[a-z]*\n?([\s\S]*?)\n?```$/.exec(text);
  return fenced?.[1]?.trim() ?? text;
}

function parsed(text: string, { trailingCommas }: JsonScan): JsonValue | Mistake {
  let repaired = text;
  for (const at of trailingCommas.toReversed()) repaired = repaired.slice(0, at) + repaired.slice(at + 1);
  try {
    return JSON.parse(repaired);
  } catch (error) {
    return new Mistake("MALFORMED_JSON", error instanceof Error ? error.message.slice(0, 160).replaceAll("\n", " ") : "unreadable");
  }
}

/** What no memory can keep and no schema should have to forbid. Depth was checked before, so this cannot overflow. */
function findFault(name: string, value: JsonValue): Mistake | undefined {
  if (typeof value === "string") return badText(name, value);
  if (typeof value !== "object" || value === null) return undefined;
  if (!isJsonObject(value)) return firstFault(value.map((item) => findFault(name, item)));
  if (Object.hasOwn(value, "__proto__"))
    return new Mistake("FORBIDDEN_KEY", `The arguments of ${name} hold the key "__proto__", which is not taken. Leave it out.`);
  return firstFault(Object.entries(value).map(([key, member]) => badText(name, key) ?? findFault(name, member)));
}

function badText(name: string, text: string): Mistake | undefined {
  if (!text.includes("\0") && text.isWellFormed()) return undefined;
  return new Mistake(
    "BAD_TEXT",
    `A text in the arguments of ${name} holds ${text.includes("\0") ? "a NUL character (\\u0000)" : "half of a surrogate pair"}, which cannot be kept. Leave it out.`,
  );
}

function firstFault(faults: readonly (Mistake | undefined)[]): Mistake | undefined {
  return faults.find((fault) => fault !== undefined);
}
