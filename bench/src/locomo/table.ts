import type { Abstention } from "./abstention.ts";
import type { VariantResult } from "./measure-variants.ts";

const columns = ["turnR5", "turnR10", "turnAll10", "mrr", "sessionR5", "sessionAll5", "within500", "within1000", "within2000"] as const;

/** The figures for a person. */
export function tableOf(recipes: Readonly<Record<string, readonly VariantResult[]>>, abstention: Abstention): string {
  const rows = Object.entries(recipes).flatMap(([recipe, results]) =>
    results.map(({ variant, all, latencyMs }) => [
      `(${recipe}) ${variant}`,
      ...columns.map((name) => all[name].toFixed(1)),
      `${latencyMs.p50} / ${latencyMs.p95}`,
    ]),
  );
  const header = ["recipe", ...columns, "ms p50 / p95"];
  const lines = [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  const { auc, threshold, rejected } = abstention;
  return `${lines.join("\n")}\n\nForeign questions: AUC of confidence ${auc}; at ${threshold}, 95 % kept and ${Math.round(rejected * 100)} % rejected.`;
}
