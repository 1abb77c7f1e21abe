import { type Failpoint, type FaultPlan, SimulatedDeath } from "./fault-plan.ts";

/** Wraps an object so that a plan's faults happen at its methods. Properties and `close` are left as they are. */
export function injectFaults<T extends object>(target: T, injector: FaultInjector, prefix = ""): T {
  return new Proxy(target, {
    get(object, property) {
      const member: unknown = Reflect.get(object, property, object);
      if (typeof member !== "function" || typeof property !== "string" || property === "close") return bound(member, object);
      return (...args: unknown[]) => {
        const call = (): unknown => Reflect.apply(member, object, args);
        if (iterating.has(property)) return injector.iterate(prefix + property, call);
        if (property !== "cursor") return injector.call(prefix + property, call);
        const cursor = call();
        return typeof cursor === "object" && cursor !== null ? injectFaults(cursor, injector, "cursor.") : cursor;
      };
    },
  });
}

/** Methods that return an async iterable: their failpoints are at its first and after its last item. */
const iterating = new Set(["spaces", "history", "read", "behind", "watch", "scan"]);

function bound(member: unknown, object: object): unknown {
  return typeof member === "function" ? (...args: unknown[]): unknown => Reflect.apply(member, object, args) : member;
}

/** Counts passages of failpoints and carries out a plan. */
export class FaultInjector {
  readonly #plan: FaultPlan;
  readonly #passages = new Map<Failpoint, number>();
  #dead = false;

  constructor(plan: FaultPlan) {
    this.#plan = plan;
    if (plan.clock === undefined && plan.faults?.some(({ delayMs }) => delayMs !== undefined))
      throw new TypeError("A delay needs a clock.");
  }

  async call(method: string, call: () => unknown): Promise<unknown> {
    await this.#pass(`${method}:before`);
    const result = await call();
    await this.#pass(`${method}:after`);
    return result;
  }

  async *iterate(method: string, call: () => unknown): AsyncGenerator<unknown> {
    await this.#pass(`${method}:before`);
    yield* call() as AsyncIterable<unknown>;
    await this.#pass(`${method}:after`);
  }

  async #pass(failpoint: Failpoint): Promise<void> {
    if (this.#dead) throw new SimulatedDeath("The process is dead.");
    const passage = (this.#passages.get(failpoint) ?? 0) + 1;
    this.#passages.set(failpoint, passage);
    this.#plan.onFailpoint?.(failpoint);
    for (const fault of this.#plan.faults ?? []) {
      if (fault.at !== failpoint || (fault.passage !== "every" && (fault.passage ?? 1) !== passage)) continue;
      if (fault.delayMs !== undefined) await this.#plan.clock?.sleep(fault.delayMs);
      if (fault.death === true) {
        this.#dead = true;
        throw new SimulatedDeath(`Died at ${failpoint}.`);
      }
      if (fault.error !== undefined) throw fault.error;
    }
  }
}
