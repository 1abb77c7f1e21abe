import { median, rounded, timed } from "../engine/timing.ts";
import { samples, type Side } from "./side.ts";
import type { Subject } from "./subjects.ts";

const batch = 100;

export interface CostOptions {
  /** Records there before anything is timed. */
  readonly records: number;
  readonly rounds: number;
}

/** What the adapter costs over the bare client for the same work, in alternating turns of one run. */
export async function cost(subject: Subject, { records, rounds }: CostOptions): Promise<object> {
  const sides = { adapter: subject.adapter(), bare: await subject.bare() };
  const times = { writeOne: both(), writeMany: both(), search: both() };
  const there = samples(records, 1);
  try {
    for (const side of Object.values(sides)) for (let at = 0; at < records; at += 250) await side.write(there.slice(at, at + 250));
    for (let round = 0; round < rounds; round += 1) {
      const [one, many, asked] = [samples(1, round), samples(batch, round), samples(1, round)];
      // The one that comes second finds warmer caches, so they take turns.
      const order = round % 2 === 0 ? (["adapter", "bare"] as const) : (["bare", "adapter"] as const);
      for (const name of order) times.writeOne[name].push(await timed(() => sides[name].write(one)));
      if (round % 4 === 0) for (const name of order) times.writeMany[name].push(await timed(() => sides[name].write(many)));
      for (const name of order) times.search[name].push(await timed(() => searchTen(sides[name], asked)));
    }
  } finally {
    for (const side of Object.values(sides)) await side.close();
  }
  return Object.fromEntries(
    Object.entries(times).map(([work, { adapter, bare }]) => [
      work,
      { ratio: rounded(median(adapter) / median(bare)), adapterMs: rounded(median(adapter)), bareMs: rounded(median(bare)) },
    ]),
  );
}

function both(): { readonly adapter: number[]; readonly bare: number[] } {
  return { adapter: [], bare: [] };
}

async function searchTen(side: Side, [asked]: ReturnType<typeof samples>): Promise<void> {
  if (asked === undefined || (await side.search(asked)) !== 10) throw new Error("A search did not bring ten records.");
}
