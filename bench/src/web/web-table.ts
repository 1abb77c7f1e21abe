import type { RatioFigures } from "./opened-screens.ts";
import type { WebFigures } from "./parts.ts";

/** The figures for a person. */
export function tableOf({ firstByte, weight, tabs, graph, timeline, routes, screens }: WebFigures): string {
  const rows: string[][] = [];
  if (firstByte)
    rows.push([
      "first text of a turn, over the bare agent",
      `${firstByte.agentMs} ms`,
      `${firstByte.serverMs} ms`,
      `${firstByte.overAgent} × (+${firstByte.addedMs} ms)`,
    ]);
  if (tabs) {
    const { one, many, overOne } = tabs;
    rows.push([`event at the last of ${many.tabs} tabs, over one`, `${one.medianMs} ms`, `${many.medianMs} ms`, `${overOne.median} ×`]);
    rows.push(["pages of the journal read for each write", String(one.readsPerWrite), String(many.readsPerWrite), ""]);
  }
  if (graph)
    rows.push([`graph of ${graph.large.nodes} nodes, over ${graph.small.nodes}`, ...ratio(graph.small.settledMs, graph.large.settledMs)]);
  if (timeline) {
    const { short, long } = timeline;
    rows.push([`median frame over ${long.entries} entries, over ${short.entries}`, ...ratio(short.medianFrameMs, long.medianFrameMs)]);
    rows.push(["frames over 50 ms", `${short.framesOver50Ms} of ${short.frames}`, `${long.framesOver50Ms} of ${long.frames}`, ""]);
  }
  rows.push(...compared("screen", screens), ...compared("route", routes));
  const table = [["what", "few", "many", "ratio"], ["---", "---", "---", "---"], ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return weight === undefined ? table.join("\n") : `${table.join("\n")}\n\nPage after gzip: ${JSON.stringify(weight, undefined, 2)}`;
}

function compared(what: string, figures: Readonly<Record<string, RatioFigures>> = {}): string[][] {
  return Object.entries(figures).map(([name, { fewMs, manyMs, ratio: over }]) => [
    `${what}: ${name}`,
    `${fewMs} ms`,
    `${manyMs} ms`,
    `${over} ×`,
  ]);
}

function ratio(few: number, many: number): string[] {
  return [`${few} ms`, `${many} ms`, `${(many / few).toFixed(2)} ×`];
}
