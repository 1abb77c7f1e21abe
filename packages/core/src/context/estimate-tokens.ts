/**
 * A count of tokens that errs on the high side for every common tokenizer: 3.5 ASCII characters a token, one token for a
 * character of the scripts that are split finely (CJK above all), two for one outside the basic plane. Where a server
 * reports what it counted, the budget is anchored on that instead.
 */
export function estimateTokens(text: string): number {
  let ascii = 0;
  let other = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) < 128) ascii += 1;
    else other += 1;
  }
  return Math.ceil(ascii / 3.5 + other);
}
