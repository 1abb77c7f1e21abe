const whole = /^[a-z0-9][a-z0-9._-]{0,63}\/[a-z0-9][a-z0-9._-]{0,63}$/i;

/** The name of a space for what a person typed: a whole name as it is, anything else beside the space that is open. */
export function spaceNamed(words: string, here: string): string {
  const text = words.trim();
  if (whole.test(text)) return text;
  const [tenant = "home"] = here.split("/");
  return `${tenant}/${slug(text) || spelled(text)}`;
}

function slug(text: string): string {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  // A name of which letters would be lost could meet another one, whose memory would then be the same.
  if (/[^\p{ASCII}]/u.test(plain)) return "";
  return trimmed(plain.replace(/[^a-z0-9]+/g, "-"));
}

/** A name in another script, letter by letter: two names never become one. */
function spelled(text: string): string {
  return trimmed(`n-${[...text].map((letter) => (letter.codePointAt(0) ?? 0).toString(36)).join("-")}`);
}

function trimmed(text: string): string {
  return text.slice(0, 64).replace(/^-+|-+$/g, "");
}
