import { openMemory } from "@pagefile/core";
import { deterministicEmbedder, inMemoryJournal, inMemoryStore } from "@pagefile/testing";
import { describeMemory } from "../src/index.ts";

const embedder = deterministicEmbedder();
const alone = () => openMemory({ journal: inMemoryJournal(), embedder });

describeMemory({ name: "the in-memory reference", open: alone, alone });
describeMemory({ name: "the in-memory reference without an embedder", open: () => openMemory({ journal: inMemoryJournal() }) });
describeMemory({
  name: "a stack of two stores, each for some arms, and one that does not filter",
  open: (watched) =>
    openMemory({
      journal: inMemoryJournal(),
      embedder,
      stores: [
        watched(
          inMemoryStore({ name: "vectors", capabilities: { serves: { message: ["vector"], passage: ["vector"] }, filters: "none" } }),
        ),
        watched(
          inMemoryStore({ name: "words", capabilities: { serves: { message: ["lexical", "time"], passage: ["lexical"] }, maxBatch: 3 } }),
        ),
      ],
    }),
  alone,
});
