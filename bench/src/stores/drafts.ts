import type { Draft } from "@pagefile/core";
import { sentences } from "../engine/corpus.ts";
import type { Subject } from "./subjects.ts";

let seed = 0;

/** What is written to a memory for a store: each time other records, no two alike. */
export function drafts({ kind }: Pick<Subject, "kind">, count: number): Draft[] {
  seed += 1;
  return sentences(count, seed).map((text, at): Draft => {
    const distinct = `${text} ${seed}-${at}`;
    return kind === "entity" ? { kind: "entity", body: { name: distinct, aliases: [] } } : { kind: "passage", text: distinct };
  });
}
