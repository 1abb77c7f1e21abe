import type { Memory, SharedTurn, TurnFinish } from "@pagefile/core";
import { isPagefileError } from "@pagefile/core/contracts";
import type { LiveAgent } from "./live-agent.ts";

const attempts = 5;

/**
 * Asks an agent about a document that was taken in, where its folder says so, and keeps the answer as a passage that goes with
 * the document when that is erased. It is as little trusted as what it was made from.
 */
export async function summariseDocument(
  memory: Memory,
  { folder, shared, space, documentSpace }: LiveAgent,
  { name, signal }: { readonly name: string; readonly signal: AbortSignal },
): Promise<void> {
  const { afterImport } = folder;
  if (afterImport === undefined) return;
  const finish = await askWhenFree(
    shared,
    afterImport.replaceAll("DOCUMENT", () => name),
    signal,
  );
  const document = await memory.space(documentSpace).documents.get(name);
  if (finish?.reason !== "answered" || document === undefined) return;
  await memory.space(documentSpace).write(
    {
      kind: "passage",
      text: finish.text,
      body: { title: `In short: ${document.title}` },
      collection: "summaries",
      key: name,
      onConflict: "replace",
    },
    { origin: { channel: "agent", trust: "untrusted", source: name, principal: space, parents: [document.id] } },
  );
}

async function askWhenFree(shared: LiveAgent["shared"], text: string, signal: AbortSignal): Promise<TurnFinish | undefined> {
  for (let left = attempts; left > 0; left -= 1) {
    await ended(shared.running);
    // A program that ends cancels what runs, which is no reason to begin another.
    if (signal.aborted) return undefined;
    try {
      return await shared.start(text, { by: "import" }).finished;
    } catch (error) {
      // Somebody asked something at the same moment; they come first.
      if (!isPagefileError(error, "TURN_IN_PROGRESS")) throw error;
    }
  }
  return undefined;
}

async function ended(turn: SharedTurn | undefined): Promise<void> {
  await turn?.finished.catch(() => undefined);
}
