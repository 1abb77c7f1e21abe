import { applyRules } from "./apply-rules.ts";
import type { OpenFinder } from "./finder.ts";
import type { ExtractRule } from "./rule.ts";

/** Messages written before the cursor moves. */
const mostMessages = 100;

/** Finds by rules. They say the same each time, so nothing has to be kept of what they said. */
export function rulesFinder(rules: readonly ExtractRule[]): OpenFinder {
  return () => ({
    name: "rules@1",
    fits: ({ length }) => length < mostMessages,
    done: async () => 0,
    find: async (sources) => ({ found: sources.map((source) => ({ facts: applyRules(rules, source), passages: [] })) }),
  });
}
