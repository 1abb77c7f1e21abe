import { isJsonObject } from "../context/json-object.ts";
import type { JsonObject, ToolSpecification } from "../contracts/index.ts";

/** What is to be done, a colon, and what with: "Open a ticket: the pump hums." */
const order = /^(?<words>[^:：\n]{3,80})[:：]\s*(?<text>\S[\s\S]*)$/;
/** Beside the words of a tool's name: "please", "a new", "for me". */
const mostOtherWords = 5;

/** The call that somebody asks for in as many words as its tool's name has, of a tool that takes one text; undefined for any other message. */
export function orderedCall(
  said: string,
  tools: readonly ToolSpecification[],
): { readonly name: string; readonly arguments: JsonObject } | undefined {
  const { words, text } = order.exec(said)?.groups ?? {};
  if (words === undefined || text === undefined) return undefined;
  const spoken = new Set(wordsOf(words));
  for (const { name, parameters } of tools) {
    const named = wordsOf(name);
    const parameter = onlyText(parameters);
    if (parameter === undefined || named.length === 0 || spoken.size > named.length + mostOtherWords) continue;
    if (named.every((word) => spoken.has(word))) return { name, arguments: { [parameter]: text.trim() } };
  }
  return undefined;
}

/** The parameter of a tool that requires one, which is a text. */
function onlyText({ properties, required }: JsonObject): string | undefined {
  const [name, ...more] = Array.isArray(required) ? required : [];
  if (typeof name !== "string" || more.length > 0) return undefined;
  const { [name]: schema } = isJsonObject(properties) ? properties : {};
  return isJsonObject(schema) && schema["type"] === "string" ? name : undefined;
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
