import type { Memory, SharedTurn } from "@pagefile/core";
import { isPagefileError } from "@pagefile/core/contracts";
import { answerTo } from "./answer-to.ts";
import { dueSummaries, type DueSummary, markDue, settleDue } from "./due-summaries.ts";
import type { LiveAgent } from "./live-agent.ts";

const attempts = 5;

/**
 * Asks an agent about a document that was taken in, where its folder says so, and keeps the answer as a passage that goes with
 * the document when that is erased. That it is wanted is in memory, so it is kept whichever run of the turn answers: the first, one
 * that somebody went on with after a stop, or that of a later program.
 */
export class AfterImport {
  readonly #memory: Memory;
  readonly #onError: (error: unknown) => void;
  readonly #keeping = new Set<Promise<void>>();
  readonly #ended = new AbortController();

  constructor(memory: Memory, onError: (error: unknown) => void) {
    this.#memory = memory;
    this.#onError = onError;
  }

  /** Returns when the question has been asked and that turn is over, or when it is given up. */
  async ask({ folder, shared, space, documentSpace }: LiveAgent, name: string): Promise<void> {
    const question = folder.afterImport?.replaceAll("DOCUMENT", () => name);
    if (question === undefined || !(await markDue(this.#memory.space(documentSpace), { space, name, question }))) return;
    for (let left = attempts; left > 0; left -= 1) {
      await over(shared.running);
      // A program that ends cancels what runs, which is no reason to begin another.
      if (this.#ended.signal.aborted) return;
      try {
        return await over(shared.start(question, { by: "import" }));
      } catch (error) {
        // Somebody asked something at the same moment; they come first.
        if (!isPagefileError(error, "TURN_IN_PROGRESS")) throw error;
      }
    }
  }

  /** Called when a turn begins: what it answers is kept when it is over. */
  follow(live: LiveAgent, turn: SharedTurn): void {
    if (live.folder.afterImport !== undefined) this.#keep(over(turn).then(() => keepAnswers(this.#memory, live)));
  }

  /** Called when an agent is made: an answer may have come just before the program that was to keep it died. */
  begin(live: LiveAgent): void {
    if (live.folder.afterImport !== undefined) this.#keep(keepAnswers(this.#memory, live));
  }

  /** Begins no further turn at once. Settles when those that were followed are over and their answers kept. */
  async close(): Promise<void> {
    this.#ended.abort();
    await Promise.all(this.#keeping);
  }

  #keep(answers: Promise<void>): void {
    const kept = answers.catch(this.#onError).finally(() => this.#keeping.delete(kept));
    this.#keeping.add(kept);
  }
}

async function over(turn: SharedTurn | undefined): Promise<void> {
  await turn?.finished.catch(() => undefined);
}

async function keepAnswers(memory: Memory, { space, documentSpace }: LiveAgent): Promise<void> {
  const documents = memory.space(documentSpace);
  for (const due of await dueSummaries(documents, space)) {
    const answer = await answerTo(memory.space(space), due);
    if (answer === "none yet") continue;
    if (answer !== "never") await keepSummary(memory, { documentSpace, due, text: answer.text });
    await settleDue(documents, due);
  }
}

/** It is as little trusted as what it was made from. */
async function keepSummary(
  memory: Memory,
  { documentSpace, due: { id, space, name }, text }: { readonly documentSpace: string; readonly due: DueSummary; readonly text: string },
): Promise<void> {
  const target = memory.space(documentSpace);
  const document = await target.documents.get(name);
  if (document === undefined) return;
  const draft = { kind: "passage", text, body: { title: `In short: ${document.title}` }, collection: "summaries", key: name } as const;
  const origin = { channel: "agent", trust: "untrusted", source: name, principal: space, parents: [document.id] } as const;
  // Once, though two programs may look at the same time.
  await target.write({ ...draft, onConflict: "replace" }, { origin, idempotencyKey: `summary ${id}` });
}
