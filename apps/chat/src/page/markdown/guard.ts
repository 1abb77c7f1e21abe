/** Beyond these a parser of Markdown takes seconds or overflows its stack, and text of somebody else's making may be made for that. */
const most = { characters: 64_000, delimiters: 400, quotes: 12, indent: 40 };

/** Whether a text may be parsed as Markdown; otherwise it is shown as it is. */
export function isBounded(text: string): boolean {
  if (text.length > most.characters) return false;
  let delimiters = 0;
  for (const line of text.split("\n")) {
    const indent = /^[\s>]*/.exec(line)?.[0] ?? "";
    if (indent.length === line.length && !indent.includes(">")) delimiters = 0;
    else delimiters += line.match(/[*_~`[\]<!\\]/g)?.length ?? 0;
    if (delimiters > most.delimiters || indent.split(">").length - 1 > most.quotes) return false;
    if (/^\s*(?:[-*+]|\d+[.)])\s/.test(line.slice(most.indent)) && line.slice(0, most.indent).trim() === "") return false;
    if ((line.match(/^(?:\s*(?:[-*+]|\d{1,9}[.)])\s)+/)?.[0].match(/[-*+.)]/g)?.length ?? 0) > most.quotes) return false;
  }
  return true;
}
