import type { JsonObject, JsonSchema } from "@pagefile/core/contracts";

/** A tool for an agent. */
export interface PayTool<Effect> {
  readonly name: "pay";
  readonly description: string;
  readonly parameters: JsonSchema;
  readonly effect: Effect;
  run(input: JsonObject): Promise<string>;
}

/** A tool with an effect on the outside: it pays whom it is told to, and notes that in a ledger, which outlives agents and memories. */
export function payTool(ledger: string[]): PayTool<"irreversible">;
export function payTool<const Effect extends string>(ledger: string[], effect: Effect): PayTool<Effect>;
export function payTool(ledger: string[], effect = "irreversible"): PayTool<string> {
  return {
    name: "pay",
    description: "Pays.",
    parameters: { type: "object", properties: { to: { type: "string" } }, required: ["to"] },
    effect,
    run: async ({ to }) => {
      ledger.push(String(to));
      return `Paid ${String(to)}.`;
    },
  };
}
