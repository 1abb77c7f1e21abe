import type { Memory, SpaceMemory } from "@pagefile/core";

/** A space that is asked, and two beside it whose names a careless comparison takes for its own, with canaries in them. */
export interface Neighbourhood {
  readonly target: SpaceMemory;
  readonly neighbours: readonly SpaceMemory[];
  /** Names of the neighbours' entities, collections and tables, which an attacker may guess. */
  readonly guesses: readonly string[];
  /** Words in the neighbours' records that nobody asks for by name. */
  readonly canaries: readonly string[];
  /** Ids that are the neighbours' alone. Others they share with the target. */
  readonly ids: readonly string[];
}

export async function fillNeighbourhood(memory: Memory): Promise<Neighbourhood> {
  const run = crypto.randomUUID().slice(0, 8);
  const target = memory.space(`s${run}_t/own.space`);
  // `_` is a wildcard of LIKE, and the other differs in the case of a letter.
  const neighbours = [`s${run}xt/own.space`, `s${run}_t/Own.space`].map((name) => memory.space(name));
  const [guesses, canaries] = ["guessed", "canary"].map((word) => neighbours.map((_, at) => `${word}${run}${"xy"[at]}`));
  if (guesses === undefined || canaries === undefined) throw new TypeError("There are no words.");
  await fill(target, { guess: "plain", canary: "plain", more: 4 });
  const ids = await Promise.all(
    neighbours.map((space, at) => fill(space, { guess: guesses[at] ?? "", canary: canaries[at] ?? "", more: 12 })),
  );
  return { target, neighbours, guesses, canaries, ids: ids.flat() };
}

/** The id of a record that is in every space, with another text in each. */
export function sharedId(number: number): string {
  return `01900000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
}

interface Words {
  readonly guess: string;
  readonly canary: string;
  readonly more: number;
}

/** Records of every kind, many under the same names and ids in each space. Returns the ids that are this space's alone. */
async function fill(space: SpaceMemory, { guess, canary, more }: Words): Promise<readonly string[]> {
  const named = { collection: "shared", key: "shared", tags: ["shared", canary], attributes: { speaker: canary, session: "shared" } };
  const { records } = await space.write([
    { kind: "message", text: `A harbour message of ${canary}`, id: sharedId(1), ...named },
    { kind: "passage", text: `A harbour passage of ${canary}`, id: sharedId(2), ...named },
    { kind: "block", text: `A block of ${canary}`, id: sharedId(3), ...named },
    { kind: "entity", body: { name: "Ana", type: canary }, text: `Ana of the harbour ${canary}`, id: sharedId(4) },
    { kind: "entity", body: { name: `House ${guess}`, type: canary }, text: `A house of ${canary}` },
    ...Array.from({ length: more }, (_, at) => {
      const kind = at % 2 === 0 ? "message" : "passage";
      return { kind, text: `A harbour ${at} of ${canary}`, attributes: { session: "shared" }, collection: guess, key: `${at}` } as const;
    }),
  ]);
  const facts = [
    await space.graph.addFact({ subject: "Ana", predicate: "lives_in", object: `House ${guess}`, text: `Ana lives in ${canary}.` }),
    await space.graph.addFact({ subject: `House ${guess}`, predicate: "is_near", value: `the harbour of ${canary}` }),
    await space.graph.addFact({ subject: "Ana", predicate: "was_born_in", object: `Town ${canary}` }),
  ];
  await space.tables.define("items", { columns: [{ name: "what", type: "text" }], description: `of ${canary}` });
  await space.tables.define(`only_${guess}`, { columns: [{ name: `of_${canary}`, type: "text" }] });
  await space.tables.define(`vault_${canary}`, { columns: [{ name: "what", type: "text" }] });
  const rows = Array.from({ length: more }, (_, at) => ({
    key: at === 0 ? "shared" : `row ${at} ${canary}`,
    values: { what: `of ${canary}` },
  }));
  const { records: kept } = await space.tables.put("items", rows);
  await space.documents.put({ name: "shared.txt", title: `A document of ${canary}`, chunks: [{ text: `A harbour chunk of ${canary}` }] });
  for (const number of [1, 2])
    await space.judge(sharedId(number), "useful", { origin: { channel: "user", trust: "user", principal: canary } });
  const shared = new Set([1, 2, 3, 4].map(sharedId));
  return [...records, ...kept]
    .map(({ id }) => id)
    .filter((id) => !shared.has(id))
    .concat(facts.map(({ fact }) => fact));
}
