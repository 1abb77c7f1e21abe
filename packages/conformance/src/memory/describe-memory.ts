import type { Store } from "@pagefile/core/contracts";
import { describeClauses } from "../describe-clauses.ts";
import { memoryClauses } from "./memory-clauses.ts";
import { MemoryContext } from "./memory-context.ts";
import type { MemorySubject } from "./memory-subject.ts";
import { SwitchedStore } from "./switched-store.ts";

export interface MemorySuiteOptions {
  /** Stands in the titles. */
  readonly name: string;
  /**
   * Opens a memory, once, with each store beside the journal's own passed through `watched`, by which the suite can let it
   * fail. The suite closes it.
   */
  readonly open: (watched: (store: Store) => Store) => MemorySubject | Promise<MemorySubject>;
  /** Opens a memory of the same embedder on a journal with its own store alone, which then must find the same. */
  readonly alone?: () => MemorySubject | Promise<MemorySubject>;
  /** Called at the end. */
  readonly teardown?: () => void | Promise<void>;
}

/** Registers the suite that every composition of stores must pass. */
export function describeMemory({ name, open, alone, teardown }: MemorySuiteOptions): void {
  describeClauses({
    title: `${name} is a memory`,
    clauses: memoryClauses,
    async open() {
      const switched: SwitchedStore[] = [];
      const memory = await open((store) => {
        const one = new SwitchedStore(store);
        switched.push(one);
        return one;
      });
      return { memory, switched, alone: await alone?.() };
    },
    context: (world) => new MemoryContext(world),
    async close(world) {
      await world.memory.close();
      await world.alone?.close();
      await teardown?.();
    },
  });
}
