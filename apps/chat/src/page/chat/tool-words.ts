/** What says most of a call, for its line: a fact as a sentence, else the words that are kept or looked for. */
export function inputInWords(input: unknown): string {
  if (typeof input === "string") return oneLine(input);
  if (typeof input !== "object" || input === null) return "";
  const { subject, predicate, object, value, text: words, query, sql } = input as Readonly<Record<string, unknown>>;
  const fact = [subject, predicate, object ?? value].filter((part) => typeof part === "string");
  if (fact.length > 1) return oneLine(fact.join(" ").replaceAll("_", " "));
  const says = [words, query, sql].find((part) => typeof part === "string" && part !== "");
  if (typeof says === "string") return oneLine(says);
  const told = Object.entries(input).filter(([name]) => name !== "request_heartbeat");
  const text = told.map(([, value]) => value).find((value) => typeof value === "string" && value !== "");
  return oneLine(typeof text === "string" ? text : told.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(", "));
}

export function outputInWords(output: unknown): string {
  return typeof output === "string" ? output : (JSON.stringify(output, undefined, 2) ?? "");
}

/** The arguments one by one, each as text. */
export function argumentsOf(input: unknown): readonly { readonly name: string; readonly text: string }[] {
  if (typeof input !== "object" || input === null) return input === undefined ? [] : [{ name: "input", text: outputInWords(input) }];
  return Object.entries(input).map(([name, value]) => ({ name, text: outputInWords(value) }));
}

const longest = 90;

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
