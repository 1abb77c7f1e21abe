import { timed } from "../engine/timing.ts";
import { sentences } from "../engine/corpus.ts";
import { type MeasuredChat, spaceRoute } from "./measured-chat.ts";
import { ratioOf, type RatioFigures, type TwoSpaces } from "./opened-screens.ts";

const warmUpRounds = 5;

/** Answers of the server, for each route that a screen asks, in turns. */
export async function routeTimes({ few, many, space }: TwoSpaces, rounds: number): Promise<Readonly<Record<string, RatioFigures>>> {
  const routes = { few: await routesOf(few, space), many: await routesOf(many, space) };
  const figures: [string, RatioFigures][] = [];
  for (const [name, path] of routes.few) {
    const times = { few: [] as number[], many: [] as number[] };
    for (let round = -warmUpRounds; round < rounds; round += 1) {
      const small = await timed(() => answered(few, path));
      const large = await timed(() => answered(many, routes.many.get(name) ?? path));
      if (round < 0) continue;
      times.few.push(small);
      times.many.push(large);
    }
    figures.push([name, ratioOf(times)]);
  }
  return Object.fromEntries(figures);
}

async function answered(chat: MeasuredChat, path: string): Promise<void> {
  await (await chat.ask(path)).arrayBuffer();
}

/** By what they are called; some name a record or a moment of the space. */
export async function routesOf({ memory }: MeasuredChat, name: string): Promise<ReadonlyMap<string, string>> {
  const space = memory.space(name);
  const newest = (await space.timeline({ kinds: ["message"], limit: 1 })).items[0]?.entry;
  if (newest === undefined) throw new Error(`Nothing was said in ${name}.`);
  const words = encodeURIComponent(sentences(1, 3)[0]?.split(" ").slice(0, 4).join(" ") ?? "");
  const routes: Readonly<Record<string, string>> = {
    space: "",
    messages: "messages",
    context: "context",
    record: `records/${newest.id}`,
    graph: "graph",
    entities: "graph/entities",
    tables: "tables",
    rows: "tables/expenses/rows",
    entries: "entries?limit=200",
    documents: "documents",
    imports: "imports",
    "messages, past": `messages?at=${newest.seq - 20}`,
    "context, past": `context?at=${newest.seq - 20}`,
    "graph, past": `graph?at=${newest.seq - 20}`,
    "search by words (FTS5)": `search?q=${words}`,
    "why not (FTS5)": `why-not?q=${words}&record=${newest.id}`,
  };
  return new Map([["session", "/api/session"], ...Object.entries(routes).map(([key, route]) => [key, spaceRoute(name, route)] as const)]);
}
