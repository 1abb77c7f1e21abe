import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from "d3-force";
import type { Point } from "./viewport.ts";

export interface LayoutRequest {
  readonly nodes: readonly { readonly id: string; readonly radius: number }[];
  readonly links: readonly { readonly from: string; readonly to: string }[];
  /** Where some of them are already: they begin there, so that a drawing that grows stays the one that was known. */
  readonly before?: Places;
}

export type Places = ReadonlyMap<string, Point>;

/** A layout in the making. */
export interface Layout {
  /** Goes on until it is told that its time is over; true when it is done. */
  readonly go: (isOver: () => boolean) => boolean;
  readonly places: () => Places;
}

interface Body extends SimulationNodeDatum {
  readonly id: string;
  readonly radius: number;
}

/** Begins to lay out a graph. The same graph always gets the same places. */
export function beginLayout({ nodes, links, before = new Map<string, Point>() }: LayoutRequest): Layout {
  const bodies = nodes.map((node): Body => ({ ...node, ...before.get(node.id) }));
  const joints = links.filter(({ from, to }) => from !== to).map(({ from, to }) => ({ source: from, target: to }));
  const simulation = forceSimulation(bodies)
    .force(
      "link",
      forceLink<Body, (typeof joints)[number]>(joints)
        .id(({ id }) => id)
        .distance(88)
        .strength(0.35),
    )
    .force("charge", forceManyBody<Body>().strength(-190).distanceMax(420))
    .force(
      "collide",
      forceCollide<Body>().radius(({ radius }) => radius + 10),
    )
    .force("x", forceX<Body>(0).strength(0.055))
    .force("y", forceY<Body>(0).strength(0.055))
    .stop();
  let left = ticksFor(bodies.length);
  return {
    go(isOver) {
      while (left > 0 && !isOver()) {
        simulation.tick();
        left -= 1;
      }
      return left === 0;
    },
    places: () => new Map(bodies.map(({ id, x = 0, y = 0 }) => [id, { x, y }])),
  };
}

/** Small graphs settle fully; a large one is good enough sooner, and each of its ticks costs more. */
function ticksFor(nodes: number): number {
  return nodes <= 300 ? 300 : 160;
}
