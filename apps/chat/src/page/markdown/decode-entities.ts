const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  hellip: "…",
  ndash: "–",
  mdash: "—",
};

/** `&lt;` is `<` in Markdown. The result is a text node like any other, so nothing can come of it but letters. */
export function decodeEntities(text: string): string {
  return text.replaceAll(/&(#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-z]+);/g, (whole, name: string) =>
    name.startsWith("#") ? letter(name.slice(1)) : (named[name] ?? whole),
  );
}

function letter(number: string): string {
  const code = /^[xX]/.test(number) ? Number.parseInt(number.slice(1), 16) : Number(number);
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : "\ufffd";
}
