/**
 * How much of a context a text takes, in characters of ASCII: one of the scripts that tokenizers split finely, such as Chinese, weighs
 * as much as three and a half.
 */
export function weightOf(text: string): number {
  let weight = 0;
  for (let at = 0; at < text.length; at += 1) weight += text.charCodeAt(at) < 128 ? 1 : 3.5;
  return weight;
}

/** Where a text that goes on is cut so that what comes before weighs no more than `limit`: at a blank, else between two characters. */
export function cutAt(text: string, limit: number): number {
  let weight = 0;
  let blank = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    weight += code < 128 ? 1 : 3.5;
    // Never between the two halves of a character.
    if (weight > limit) return blank > 0 ? blank : code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
    if (code === 32) blank = at;
  }
  return text.length;
}
