const whole = /^[a-z0-9][a-z0-9._-]{0,63}\/[a-z0-9][a-z0-9._-]{0,63}$/i;

const longest = 64;

/** The name of a space for what a person typed: a whole name as it is, anything else beside the space that is open. */
export function spaceNamed(words: string, here: string): string {
  const text = words.trim();
  if (whole.test(text)) return text;
  const [tenant = "home"] = here.split("/");
  return `${tenant}/${withinLimit(slug(text) || spelled(text))}`;
}

function slug(text: string): string {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  // A name of which letters would be lost could meet another one, whose memory would then be the same.
  if (/[^\p{ASCII}]/u.test(plain)) return "";
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
}

/** A name in another script, letter by letter: two names never become one. */
function spelled(text: string): string {
  return `n-${[...text].map((letter) => (letter.codePointAt(0) ?? 0).toString(36)).join("-")}`;
}

/** A long name is cut, and ends in a hash of all of it, so that names that begin alike stay apart. */
function withinLimit(name: string): string {
  if (name.length <= longest) return name;
  const ending = `-${hashOf(name)}`;
  return `${name.slice(0, longest - ending.length).replace(/-+$/, "")}${ending}`;
}

/** FNV-1a of 64 bits. */
function hashOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(36);
}
