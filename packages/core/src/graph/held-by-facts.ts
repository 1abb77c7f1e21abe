import type { RecordContent, RecordId } from "../contracts/index.ts";
import { slotCollection } from "./fact-slot.ts";
import { entitiesOf } from "./graph-body.ts";
import { predicateCollection } from "./predicates.ts";

/**
 * What is there for the facts that name it: an entity, and for a predicate what is remembered of it. Its name would outlive
 * the last of them.
 */
export class HeldByFacts {
  readonly #entities = new Set<RecordId>();
  readonly #blocks = new Map<RecordId, string>();
  readonly #facts = new Map<string, Set<RecordId>>();

  /** Takes note of one version of a record. */
  add(id: RecordId, content: RecordContent): void {
    const { kind, collection = "", key = "" } = content;
    if (kind === "entity") this.#entities.add(id);
    if (kind === "block" && (collection === slotCollection || collection === predicateCollection)) {
      this.#blocks.set(id, `${collection} ${key}`);
    }
    if (kind !== "fact") return;
    const predicate = key.slice(0, key.indexOf(" "));
    const names = [...entitiesOf(content), `${slotCollection} ${collection} ${predicate}`, `${predicateCollection} ${predicate}`];
    for (const name of names) this.#facts.set(name, (this.#facts.get(name) ?? new Set()).add(id));
  }

  isEntity(id: RecordId): boolean {
    return this.#entities.has(id);
  }

  /** Whether no fact names an entity but these. */
  isAlone(entity: RecordId, without: ReadonlySet<RecordId>): boolean {
    return [...(this.#facts.get(entity) ?? [])].every((fact) => without.has(fact));
  }

  /** What is remembered of predicates of these facts and of no other. */
  *blocksOf(facts: ReadonlySet<RecordId>): Generator<RecordId> {
    for (const [id, name] of this.#blocks) {
      const named = this.#facts.get(name);
      if (named !== undefined && [...named].every((fact) => facts.has(fact))) yield id;
    }
  }
}
