import type { FactView } from "../../protocol/graph.ts";

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

/** "3 May 2024 to 1 Jun 2025", "since 3 May 2024", "until 1 Jun 2025", or that it is not known. */
export function validityInWords({ validFrom, validTo }: FactView): string {
  const [from, to] = [validFrom, validTo].map((time) => (time === undefined ? undefined : day.format(new Date(time))));
  if (from !== undefined && to !== undefined) return `${from} to ${to}`;
  if (from !== undefined) return `since ${from}`;
  return to === undefined ? "as far as is known" : `until ${to}`;
}
