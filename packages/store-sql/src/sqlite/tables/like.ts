import { refuse } from "../../expressions/refuse.ts";

const maxPattern = 1_000;

/** Postgres' LIKE: `%` for anything, `_` for a character, `escape` before one of them for itself; capitals differ. */
export function isLike(text: string, pattern: string, escape: string): boolean {
  if (pattern.length > maxPattern) return refuse(`A pattern of LIKE has at most ${maxPattern} characters.`);
  const wanted = tokensOf(pattern, escape);
  const characters = [...text];
  let [at, token] = [0, 0];
  let [mark, after] = [-1, -1];
  while (at < characters.length) {
    const next = wanted[token];
    if (next === "any") {
      // Tried with nothing first, and with one character more whenever what follows does not fit.
      [mark, after] = [at, token];
      token += 1;
    } else if (next !== undefined && (next === "one" || next.is === characters[at])) {
      [at, token] = [at + 1, token + 1];
    } else if (after === -1) {
      return false;
    } else {
      mark += 1;
      [at, token] = [mark, after + 1];
    }
  }
  return wanted.slice(token).every((rest) => rest === "any");
}

type Token = "any" | "one" | { readonly is: string };

function tokensOf(pattern: string, escape: string): readonly Token[] {
  const tokens: Token[] = [];
  let escaped = false;
  for (const character of pattern) {
    if (!escaped && character === escape) escaped = true;
    else {
      tokens.push(escaped || !"%_".includes(character) ? { is: character } : character === "%" ? "any" : "one");
      escaped = false;
    }
  }
  return tokens;
}
