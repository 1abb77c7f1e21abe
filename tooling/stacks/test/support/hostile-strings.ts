import { randomSource } from "@pagefile/testing";

/** What means something in SQL, LIKE, JSON paths, Cypher, Lucene or a filter of Qdrant's. */
export const meaningful: readonly string[] = [
  ...["' OR true RETURN n //", "' OR 1=1 --", "}) DETACH DELETE n //", "*:*", '{"must":[]}', '"],["x"', "/.*/", "space:*", "(a OR", "%_"],
  ...["$space", "`", "n.space", "\\u0027 OR 1=1", "+a -b", "[a TO z]", "a~2", "a^9", "a && b || !c", '\\"}]}', "ranks[].of", "$.**", "@.a"],
  ...[
    "a\\:b",
    "lives_in",
    "SUBJECT",
    "'",
    '"',
    "\\",
    "--",
    "/*",
    "*/",
    ";",
    "\n",
    "{",
    "}",
    "$1",
    "NEAR(",
    "é",
    "記憶",
    "\u{1f600}",
    "\u200b",
  ],
];

/** Those, and then texts put together of them. */
export function hostileStrings(count: number): readonly string[] {
  const random = randomSource(1);
  const joined = (_: unknown, at: number): string =>
    `${Array.from({ length: random.integer(1, 4) }, () => random.pick(meaningful)).join("")}${at % 3 === 0 ? "" : at}`;
  return [...meaningful, ...Array.from({ length: Math.max(0, count - meaningful.length) }, joined)].slice(0, count);
}
