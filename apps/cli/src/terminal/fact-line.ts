import type { FactDraft, FactReceipt, KnowledgeGraph, KnownFact } from "@pagefile/core";
import { sanitiseLine } from "./sanitise.ts";

/** A fact in one line: `Ana lives_in Porto`. */
export function factText({ subject, predicate, object, value }: Pick<KnownFact, "subject" | "predicate" | "object" | "value">): string {
  return sanitiseLine(`${subject.name} ${predicate} ${object?.name ?? value ?? ""}`);
}

/** A fact that was just found, with what it took the place of. */
export async function factLine(graph: KnowledgeGraph, { fact, closed, subject }: FactReceipt, found: FactDraft): Promise<string> {
  const facts = await graph.facts(subject);
  const now = facts.find(({ id }) => id === fact);
  const said = now === undefined ? sanitiseLine(`${found.subject} ${found.predicate}`) : factText(now);
  const before = facts.filter(({ id }) => closed.includes(id)).map(({ object, value }) => sanitiseLine(object?.name ?? value ?? ""));
  return before.length === 0 ? said : `${said}, no longer ${before.join(", ")}`;
}
