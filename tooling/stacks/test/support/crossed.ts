import type { Arm, Journal, Space, Store } from "@pagefile/core/contracts";
import type { Stack } from "../../src/compose-stack.ts";

/** An access that is given another space than the one asked for, as if the condition that names the space were wrong there. */
export interface Crossed {
  /** A store's name, or "journal". */
  readonly owner: string;
  /** A method, one of the journal's also "as of" an earlier entry, or the arm of a search. */
  readonly access: string;
  readonly from: Space;
  readonly to: Space;
}

export function crossedStack({ journal, stores }: Stack, crossed: Crossed): Stack {
  return { journal: crossedJournal(journal, crossed), stores: stores.map((store) => crossedStore(store, crossed)) };
}

function crossedStore(store: Store, { owner, access, from, to }: Crossed): Store {
  const given = (at: string, space: Space): Space => (owner === store.name && at === access && space === from ? to : space);
  return {
    name: store.name,
    capabilities: store.capabilities,
    apply: (space, changes) => store.apply(given("apply", space), changes),
    search: (space, query, options) => store.search(given(query.arm, space), query, options),
    scan: (space) => store.scan(given("scan", space)),
    drop: (space) => store.drop(given("drop", space)),
    close: () => store.close(),
  };
}

function crossedJournal(journal: Journal, crossed: Crossed): Journal {
  const store = journal.store && crossedStore(journal.store, crossed);
  return new Proxy(journal, {
    get(target, name) {
      if (name === "store") return store;
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return (space: Space, ...rest: readonly unknown[]): unknown => {
        const crosses = crossed.owner === "journal" && accessOf(name, rest) === crossed.access;
        return value.call(target, crosses && space === crossed.from ? crossed.to : space, ...rest);
      };
    },
  });
}

/** Reading what was there before is an access of its own: other statements answer it. */
function accessOf(method: string | symbol, given: readonly unknown[]): string {
  const isPast = given.some((one) => typeof one === "object" && one !== null && "asOf" in one && one.asOf !== undefined);
  return isPast ? `${String(method)} as of` : String(method);
}

/** The accesses by which a store answers: its arms, and the scan. */
export function readsOf({ capabilities }: Store): readonly string[] {
  const arms = new Set<Arm>(Object.values(capabilities.serves).flat());
  return [...arms, "scan"];
}

export const journalReads: readonly string[] = [
  "get",
  "list",
  "count",
  "history",
  "read",
  "entries",
  "head",
  "get as of",
  "list as of",
  "count as of",
];
