import type { RandomSource } from "@pagefile/testing";

const texts: readonly string[] = [
  ...[
    "",
    " ",
    "*",
    "%",
    "_",
    "?",
    ".*",
    "**",
    "\0",
    "a\0b",
    "\u200b",
    "__proto__",
    "constructor",
    "toString",
    "prototype",
    "null",
    "undefined",
  ],
  ...[
    "shared",
    "Shared",
    "SHARED",
    "ｓｈａｒｅｄ",
    "shar\u0435d",
    "shared\u200b",
    "shared ",
    "sh_red",
    "sh%",
    "shared\u0301",
    "ſhared",
    "\ud800",
  ],
  ...[
    "' OR 1=1 --",
    "' OR ''='",
    '" OR ""="',
    "'; DROP TABLE record; --",
    "$1",
    "$space",
    ":space",
    "{space}",
    "${space}",
    "\\",
    "\\' OR true //",
  ],
  ...["space:*", "*:*", "+space:a -b", "shared*", "shared~", "[* TO *]", "/.*/", "(shared OR", 'shared"', "NEAR(shared)", "a AND NOT b"],
  ...[
    "MATCH (n) RETURN n",
    "}) RETURN n //",
    "' RETURN n //",
    '{"must":[]}',
    '{"match":{"any":["shared"]}}',
    "$.a",
    "$**",
    "[0]",
    "..",
    "../../shared",
  ],
  ...[
    "01900000-0000-7000-8000-000000000001",
    "01900000-0000-7000-8000-00000000000*",
    "00000000-0000-0000-0000-000000000000",
    "ana",
    "ANA",
    "Ana",
  ],
];
const longest = "shared".padEnd(1_000_000, "x");

/** What a caller may give in place of a name: texts that mean something somewhere, look like another, or are no text at all. */
export function hostileName(random: RandomSource): string {
  if (random.chance(0.002)) return longest;
  const text = random.pick(texts);
  return random.chance(0.3) ? `${text}${random.pick(texts)}` : text;
}

/** Now and then not even a text, which JavaScript does not prevent. */
export function hostileValue(random: RandomSource): string {
  if (random.chance(0.8)) return hostileName(random);
  const others: readonly unknown[] = [
    undefined,
    null,
    [],
    ["shared"],
    {},
    { toString: () => "shared" },
    0,
    Number.NaN,
    true,
    Symbol.iterator,
  ];
  return random.pick(others) as string;
}
