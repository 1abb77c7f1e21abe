import type { JsonObject } from "@pagefile/core/contracts";
import { diaryEntry } from "./diary.ts";

/** What somebody says at a moment, and what the agent does and answers. */
export interface Scene {
  readonly at: string;
  readonly said: string;
  /** Steps that call tools, in order. */
  readonly calls?: readonly (readonly { readonly name: string; readonly arguments: JsonObject }[])[];
  readonly answer: string;
}

/** So many that the window is full when Mara speaks of her sister again. */
const diaryPages = 60;
const times = ["07:34", "13:10", "19:52"] as const;

const diary: readonly Scene[] = Array.from({ length: diaryPages }, (_, at) => {
  const day = String(Math.floor(at / 3) + 1).padStart(2, "0");
  return {
    at: `2026-11-${day}T${times[at % 3] ?? times[0]}:00Z`,
    said: diaryEntry(at + 1),
    answer: `Page ${at + 1} is in your garden diary.`,
  };
});

const beginning: readonly Scene[] = [
  {
    at: "2026-10-30T17:05:00Z",
    said: "Hello, I am Mara. My sister Ana lives in Porto, and her birthday is on 12 March.",
    calls: [
      [
        { name: "core_memory_append", arguments: { label: "human", text: "Name: Mara. Sister: Ana, birthday on 12 March." } },
        { name: "core_memory_append", arguments: { label: "plans", text: "12 March: Ana's birthday." } },
        { name: "graph_add_fact", arguments: { subject: "Mara", predicate: "sister", object: "Ana" } },
        { name: "graph_add_fact", arguments: { subject: "Ana", predicate: "lives_in", object: "Porto" } },
      ],
    ],
    answer: "Nice to meet you, Mara. I will remember Ana, Porto and the **12th of March**.",
  },
  {
    at: "2026-10-30T17:09:00Z",
    said: "I do not eat fish or shellfish, and Ana cannot stand coriander. Nuno, Ana's husband, cooks very well.",
    calls: [
      [
        { name: "core_memory_append", arguments: { label: "human", text: "Eats no fish or shellfish. Ana cannot stand coriander." } },
        { name: "graph_add_fact", arguments: { subject: "Ana", predicate: "married_to", object: "Nuno" } },
        { name: "graph_add_fact", arguments: { subject: "Nuno", predicate: "works_at", object: "Casa Azul" } },
        { name: "graph_add_fact", arguments: { subject: "Casa Azul", predicate: "located_in", object: "Porto" } },
        { name: "graph_add_fact", arguments: { subject: "Mara", predicate: "lives_in", object: "Gothenburg" } },
        { name: "graph_add_fact", arguments: { subject: "Mara", predicate: "friend_of", object: "Rita" } },
        { name: "graph_add_fact", arguments: { subject: "Rita", predicate: "plays", object: "the cello" } },
      ],
    ],
    answer: "Noted: no fish and no shellfish for you, no coriander for Ana.",
  },
];

const now: readonly Scene[] = [
  {
    at: "2026-11-27T18:21:00Z",
    said: "Keep a table of my trip, please: the train was 64.50 on 2 October, the hotel 180 on 3 October, dinner 47.20 that evening.",
    calls: [
      [
        {
          name: "table_define",
          arguments: {
            table: "trip_costs",
            columns: [
              { name: "day", type: "time" },
              { name: "what", type: "text" },
              { name: "euros", type: "number" },
            ],
          },
        },
      ],
      [
        {
          name: "table_put",
          arguments: {
            table: "trip_costs",
            rows: [
              { key: "train", day: "2026-10-02", what: "Train to Porto", euros: 64.5 },
              { key: "hotel", day: "2026-10-03", what: "Hotel, two nights", euros: 180 },
              { key: "dinner", day: "2026-10-03", what: "Dinner with Ana", euros: 47.2 },
            ],
          },
        },
      ],
    ],
    answer:
      "Kept. So far:\n\n| | € |\n|---|--:|\n| Train to Porto | 64.50 |\n| Hotel, two nights | 180.00 |\n| Dinner with Ana | 47.20 |\n| **Together** | **291.70** |",
  },
  {
    at: "2026-11-28T09:40:00Z",
    said: "Ana has moved to Lisbon on 20 November. She works at the aquarium there now.",
    calls: [
      [
        { name: "graph_add_fact", arguments: { subject: "Ana", predicate: "lives_in", object: "Lisbon", from: "2026-11-20" } },
        { name: "graph_add_fact", arguments: { subject: "Ana", predicate: "works_at", object: "Lisbon Aquarium", from: "2026-11-20" } },
        { name: "graph_add_fact", arguments: { subject: "Lisbon Aquarium", predicate: "located_in", object: "Lisbon" } },
        { name: "core_memory_append", arguments: { label: "human", text: "Ana has lived in Lisbon since 20 November 2026." } },
      ],
    ],
    answer: "Then she is in **Lisbon** since the 20th, and no longer in Porto. I keep both, each for its time.",
  },
  {
    at: "2026-11-29T10:02:00Z",
    said: "Where could I take Ana for dinner on her birthday?",
    calls: [
      [
        { name: "conversation_search", arguments: { query: "Ana dinner fish coriander" } },
        { name: "archival_memory_search", arguments: { query: "restaurants Lisbon birthday" } },
      ],
    ],
    answer: [
      "Her birthday is on **12 March**, and since November she lives in Lisbon, so:",
      "",
      "- **Taberna da Rua**, ten minutes from the aquarium. Your notes say the mushrooms are the thing to have, and that they cook without fish on request.",
      "- **Casa Azul**, if she would rather go to Porto: Nuno works there and knows about the coriander.",
      "",
      "You eat no fish or shellfish, so I would write to the first one before. Shall I put it into your plans?",
    ].join("\n"),
  },
];

export const scenes: readonly Scene[] = [...beginning, ...diary, ...now];

/** What a customer of the agent “support” orders, which is not done unasked. */
export const order: Scene = {
  at: "2026-11-29T10:04:00Z",
  said: "My Kestrel is still loud, although I descaled the pump twice. Please pass it on.",
  calls: [[{ name: "open_ticket", arguments: { text: "Kestrel brewer is loud; the pump was descaled twice, without effect." } }]],
  answer: "I passed it on.",
};
