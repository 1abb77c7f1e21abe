import type { Arm, Store } from "@pagefile/core/contracts";
import { recordKinds } from "@pagefile/core/contracts";
import { deterministicEmbedder } from "@pagefile/testing";
import type { Filled } from "./corruption.ts";

const embedder = deterministicEmbedder();

/** What stores answer in each arm, and how often they say a word is there; of records by what they are called in the sample. */
export async function storeAnswers(stores: readonly Store[], { name, ...ids }: Filled): Promise<unknown> {
  const [vector = new Float32Array()] = await embedder.embed(["a message that is kept"], { purpose: "query" });
  const answers: unknown[] = [];
  for (const store of stores) {
    const kinds = (arm: Arm) => recordKinds.filter((kind) => store.capabilities.serves[kind]?.includes(arm) === true);
    if (kinds("lexical").length > 0) {
      const terms = ["messag", "further", "edit", "porto"];
      const found = await store.search(name, { arm: "lexical", kinds: kinds("lexical"), terms, radius: 0, limit: 100 }, {});
      answers.push(found.statistics, found.candidates.map(({ id, version }) => `${id} ${version}`).toSorted());
    }
    if (kinds("vector").length > 0) {
      const near = { arm: "vector", kinds: kinds("vector"), embedder: embedder.id, vector, limit: 100 } as const;
      answers.push((await store.search(name, near, {})).map(({ id, version }) => `${id} ${version}`).toSorted());
    }
    if (kinds("graph").length > 0) {
      const around = { arm: "graph", kinds: ["entity", "fact"], seeds: [ids.porto], hops: 2, limit: 100 } as const;
      const { entities, facts } = await store.search(name, around, {});
      answers.push([...entities, ...facts].map(({ id, version }) => `${id} ${version}`).toSorted());
    }
  }
  return answers;
}
