import type { FactBody, Instant, RecordId } from "../contracts/index.ts";

/** A fact of one subject and one single-valued predicate. */
export interface TimedFact {
  readonly id: RecordId;
  readonly body: FactBody;
}

/** What becomes of the facts around one that comes or goes. */
export type FactEdits = ReadonlyMap<RecordId, FactBody>;

/** Before every instant and after every instant, as text. */
const [always, forever] = ["", "~"];

/** Whether a fact holds at a time: from `validFrom`, included, to `validTo`, excluded. */
export function holdsAt({ validFrom = always, validTo = forever }: Pick<FactBody, "validFrom" | "validTo">, at: Instant): boolean {
  return validFrom <= at && at < validTo;
}

/**
 * Puts a fact among the others: those that hold when it begins end there, and it ends where the next one begins. So a fact
 * about the past that is learnt late finds its place between its neighbours, whatever the order they were learnt in.
 */
export function place(fact: TimedFact, others: readonly TimedFact[]): { readonly body: FactBody; readonly edits: FactEdits } {
  const start = fact.body.validFrom ?? always;
  const edits = new Edits(others);
  const before = others.filter(({ body }) => holdsAt(body, start));
  for (const { id, body } of before) {
    // Whoever ended it so far has the new fact in between now.
    if (body.closedBy !== undefined) edits.disown(body.closedBy, id);
    edits.close(id, { validTo: start, closedBy: fact.id });
  }
  const open = owning(
    opened(fact.body),
    before.map(({ id }) => id),
  );
  const next = firstAfter(start, others);
  if (next?.body.validFrom === undefined || next.body.validFrom >= (open.validTo ?? forever)) return { body: open, edits: edits.made };
  edits.own(next.id, fact.id);
  return { body: closed(open, { validTo: next.body.validFrom, closedBy: next.id }), edits: edits.made };
}

/** Takes a fact out: what it ended goes on to where it ended itself, or to the end its writer gave it, whichever comes first. */
export function takeOut({ id: gone, body: { closedBy, validTo } }: TimedFact, others: readonly TimedFact[]): FactEdits {
  const edits = new Edits(others);
  if (closedBy !== undefined) edits.disown(closedBy, gone);
  for (const { id, body } of others) {
    if (body.closedBy !== gone) continue;
    const open = edits.open(id);
    if (closedBy === undefined || validTo === undefined || validTo >= (open?.validTo ?? forever)) continue;
    edits.close(id, { validTo, closedBy });
    edits.own(closedBy, id);
  }
  return edits.made;
}

function firstAfter(start: Instant, facts: readonly TimedFact[]): TimedFact | undefined {
  const startOf = ({ body }: TimedFact): Instant => body.validFrom ?? always;
  return facts.filter((fact) => startOf(fact) > start).toSorted((a, b) => (startOf(a) < startOf(b) ? -1 : 1))[0];
}

interface Ending {
  readonly validTo: Instant;
  readonly closedBy: RecordId;
}

class Edits {
  readonly made = new Map<RecordId, FactBody>();
  readonly #facts: ReadonlyMap<RecordId, FactBody>;

  constructor(facts: readonly TimedFact[]) {
    this.#facts = new Map(facts.map(({ id, body }) => [id, body]));
  }

  open(id: RecordId): FactBody | undefined {
    return this.#change(id, opened);
  }

  close(id: RecordId, ending: Ending): void {
    this.#change(id, (body) => closed(body, ending));
  }

  own(owner: RecordId, fact: RecordId): void {
    this.#change(owner, (body) => owning(body, [...(body.closes ?? []), fact]));
  }

  disown(owner: RecordId, fact: RecordId): void {
    this.#change(owner, (body) =>
      owning(
        body,
        (body.closes ?? []).filter((id) => id !== fact),
      ),
    );
  }

  #change(id: RecordId, change: (body: FactBody) => FactBody): FactBody | undefined {
    const body = this.made.get(id) ?? this.#facts.get(id);
    if (body === undefined) return undefined;
    const changed = change(body);
    this.made.set(id, changed);
    return changed;
  }
}

function closed(body: FactBody, ending: Ending): FactBody {
  const { statedTo, validTo, ...rest } = body;
  const stated = body.closedBy === undefined ? validTo : statedTo;
  return { ...rest, ...ending, ...(stated !== undefined && { statedTo: stated }) };
}

function opened(body: FactBody): FactBody {
  if (body.closedBy === undefined) return body;
  const { closedBy: _closedBy, statedTo, validTo: _validTo, ...rest } = body;
  return statedTo === undefined ? rest : { ...rest, validTo: statedTo };
}

function owning(body: FactBody, facts: readonly RecordId[]): FactBody {
  const { closes: _closes, ...rest } = body;
  const closes = [...new Set(facts)];
  return closes.length === 0 ? rest : { ...rest, closes };
}
