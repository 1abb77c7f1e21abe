import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** In how many forms a word lies in the files of a folder: as UTF-8, UTF-16 of both orders, and base64 at each shift. */
export function tracesIn(folder: string, word: string): readonly string[] {
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.from("?".repeat(shift) + word).toString("base64");
    // What stands at both ends depends on its neighbours.
    return [`base64, shift ${shift}`, Buffer.from(text.slice(4, -4))] as const;
  });
  const forms: readonly (readonly [string, Buffer])[] = [
    ["UTF-8", Buffer.from(word)],
    ["lower case", Buffer.from(word.toLowerCase())],
    ["UTF-16", Buffer.from(word, "utf16le")],
    ["UTF-16, swapped", Buffer.from(word, "utf16le").swap16()],
    ...base64,
  ];
  return readdirSync(folder).flatMap((name) => {
    const content = readFileSync(join(folder, name));
    return forms.filter(([, bytes]) => content.includes(bytes)).map(([form]) => `${name}: ${form}`);
  });
}
