/** What can be said of a JSON text without trusting it: found in one pass, without recursion. */
export interface JsonScan {
  /** The deepest nesting of objects and arrays. */
  readonly depth: number;
  /** It ends inside a string, an object or an array: it was cut off. */
  readonly open: boolean;
  /** Where commas stand that nothing follows but a closing bracket. */
  readonly trailingCommas: readonly number[];
  /** A key that one object holds twice, where the text is valid JSON. */
  readonly doubledKey: string | undefined;
}

export function scanJson(text: string): JsonScan {
  const keys: (Set<string> | undefined)[] = [];
  const trailingCommas: number[] = [];
  let depth = 0;
  let doubledKey: string | undefined;
  let comma = -1;
  let string: string | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') {
      const end = closingQuote(text, at + 1);
      if (end === -1) return { depth, open: true, trailingCommas, doubledKey };
      string = text.slice(at, end + 1);
      at = end;
      comma = -1;
    } else if (character === "{" || character === "[") {
      keys.push(character === "{" ? new Set() : undefined);
      depth = Math.max(depth, keys.length);
      comma = -1;
    } else if (character === "}" || character === "]") {
      keys.pop();
      if (comma !== -1) trailingCommas.push(comma);
      comma = -1;
    } else if (character === ":" && string !== undefined) {
      const known = keys.at(-1);
      const key = decoded(string);
      if (known?.has(key) === true) doubledKey ??= key;
      known?.add(key);
      string = undefined;
    } else if (character === ",") {
      comma = at;
      string = undefined;
    } else if (character.trim() !== "") {
      comma = -1;
    }
  }
  return { depth, open: keys.length > 0, trailingCommas, doubledKey };
}

function closingQuote(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === "\\") at += 1;
    else if (character === '"') return at;
  }
  return -1;
}

/** `"\u0061"` and `"a"` are one key. */
function decoded(string: string): string {
  try {
    return String(JSON.parse(string));
  } catch {
    return string;
  }
}
