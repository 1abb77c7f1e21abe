import { expect, test } from "vitest";
import type { Clause } from "../src/index.ts";

/** Something deliberately broken, and what the suite must say of it. */
export interface Breakage<Context> {
  readonly title: string;
  /** A context with the broken thing; made anew for each clause. */
  readonly context: () => Context;
  /** Clauses that must fail. */
  readonly fails: readonly string[];
  /** Areas outside of which nothing may fail. */
  readonly areas: readonly string[];
}

/** Tests that each breakage fails the clauses it must, and none of an unrelated area. */
export function testBreakages<Context>(clauses: readonly Clause<Context>[], breakages: readonly Breakage<Context>[]): void {
  const titles = clauses.map(({ title }) => title);
  test.each(breakages)("fails $title", async ({ context, fails, areas }) => {
    expect(titles).toEqual(expect.arrayContaining([...fails]));
    const failed = await failingClauses(clauses, context);
    expect(failed.map(({ title }) => title)).toEqual(expect.arrayContaining([...fails]));
    expect(
      failed.filter(({ area }) => !areas.includes(area)).map(({ area, title, error }) => `${area}: ${title}: ${String(error)}`),
    ).toEqual([]);
  });
}

async function failingClauses<Context>(
  clauses: readonly Clause<Context>[],
  context: () => Context,
): Promise<{ area: string; title: string; error: unknown }[]> {
  const failed: { area: string; title: string; error: unknown }[] = [];
  for (const { area, title, unless, run } of clauses) {
    const subject = context();
    if (unless?.(subject) !== undefined) continue;
    await run(subject).catch((error: unknown) => failed.push({ area, title, error }));
  }
  return failed;
}

/** The same object with some members replaced; the replacements may call the original. */
export function altered<T extends object>(original: T, alter: (original: T) => Partial<T>): T {
  const replaced = alter(original);
  return new Proxy(original, {
    get(target, property) {
      if (property in replaced) return Reflect.get(replaced, property);
      const member: unknown = Reflect.get(target, property, target);
      return typeof member === "function" ? (...args: unknown[]): unknown => Reflect.apply(member, target, args) : member;
    },
  });
}
