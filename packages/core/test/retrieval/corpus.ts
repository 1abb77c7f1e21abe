import type { MemoryOptions, SpaceMemory } from "@pagefile/core";
import { openMemory } from "@pagefile/core";
import { inMemoryJournal } from "@pagefile/testing";

/** A session of two people, one turn a line as `speaker: text`. */
export interface Session {
  readonly session: string;
  readonly at: string;
  readonly turns: readonly string[];
}

export const sessions: readonly Session[] = [
  {
    session: "spring",
    at: "2024-04-12T18:00:00.000Z",
    turns: [
      "Ines: What did you do with the old bicycle?",
      "Tomas: I sold it to my neighbour for eighty euros.",
      "Ines: Good for you! I finally planted tomatoes on the balcony.",
      "Tomas: Do they get enough sun there?",
      "Ines: Six hours a day, and I water them every evening.",
    ],
  },
  {
    session: "summer",
    at: "2024-07-03T20:00:00.000Z",
    turns: [
      "Tomas: We came back from Lisbon yesterday.",
      "Ines: How was the aquarium?",
      "Tomas: The sea otters were the best part of it.",
      "Ines: My tomatoes are ripe now, come and get some.",
    ],
  },
  {
    session: "autumn",
    at: "2024-10-20T09:00:00.000Z",
    turns: [
      "Ines: I start my new job at the library on Monday.",
      "Tomas: Congratulations! Which one?",
      "Ines: The one beside the harbour.",
      "Tomas: 我喜欢在图书馆看书。",
    ],
  },
];

/** A memory of the sessions above. */
export async function rememberSessions(options: Partial<MemoryOptions> = {}): Promise<SpaceMemory> {
  const space = openMemory({ journal: inMemoryJournal(), ...options }).space("test/corpus");
  for (const { session, at, turns } of sessions) {
    for (const turn of turns) {
      const [speaker = "", text = ""] = turn.split(": ", 2);
      await space.write({ kind: "message", text, body: { role: "user" }, attributes: { session, speaker }, occurredAt: at });
    }
  }
  return space;
}
