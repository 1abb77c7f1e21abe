import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from "d3-force";

export interface LayoutRequest {
  readonly nodes: readonly { readonly id: string; readonly radius: number }[];
  readonly links: readonly { readonly from: string; readonly to: string }[];
}

export interface Place {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

interface Body extends SimulationNodeDatum {
  readonly id: string;
  readonly radius: number;
}

/** Where each node goes. The same graph always gets the same places. */
export function layOut({ nodes, links }: LayoutRequest): readonly Place[] {
  const bodies = nodes.map((node): Body => ({ ...node }));
  const joints = links.filter(({ from, to }) => from !== to).map(({ from, to }) => ({ source: from, target: to }));
  const simulation = forceSimulation(bodies)
    .force(
      "link",
      forceLink<Body, (typeof joints)[number]>(joints)
        .id(({ id }) => id)
        .distance(64)
        .strength(0.35),
    )
    .force("charge", forceManyBody<Body>().strength(-190).distanceMax(420))
    .force("collide", forceCollide<Body>().radius(({ radius }) => radius + 10))
    .force("x", forceX<Body>(0).strength(0.055))
    .force("y", forceY<Body>(0).strength(0.055))
    .stop();
  simulation.tick(ticksFor(bodies.length));
  return bodies.map(({ id, x = 0, y = 0 }) => ({ id, x, y }));
}

/** Small graphs settle fully; a large one is good enough sooner, and each of its ticks costs more. */
function ticksFor(nodes: number): number {
  return nodes <= 300 ? 300 : 160;
}
