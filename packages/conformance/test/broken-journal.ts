import type { Journal } from "@pagefile/core/contracts";
import { inMemoryJournal } from "@pagefile/testing";
import { JournalContext } from "../src/index.ts";
import { altered, type Breakage } from "./breakage.ts";

/** What a journal does otherwise than the sound one it is made of. */
export type Alteration = (journal: Journal) => Partial<Journal>;

export function journalThat(
  title: string,
  alter: Alteration,
  expected: Pick<Breakage<JournalContext>, "fails" | "areas">,
): Breakage<JournalContext> {
  const context = (): JournalContext => {
    const journal = altered<Journal>(inMemoryJournal(), alter);
    return new JournalContext(journal, async () => journal);
  };
  return { title: `a journal that ${title}`, context, ...expected };
}
