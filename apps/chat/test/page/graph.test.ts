import { describe, expect, it } from "vitest";
import type { EntityView, FactView, GraphView } from "../../src/protocol/graph.ts";
import { beginLayout } from "../../src/page/graph/layout.ts";
import { fit, pan, zoom } from "../../src/page/graph/viewport.ts";
import { visibleNames } from "../../src/page/graph/visible-names.ts";
import { holdsAt, mostEntities, neighbourhood, turningPoints, visibleGraph } from "../../src/page/graph/visible-graph.ts";

const entity = (id: string): EntityView => ({ id, name: id, aliases: [] });
const fact = (subject: string, object: string, more: Partial<FactView> = {}): FactView => ({
  id: `${subject}-${object}`,
  text: `${subject} knows ${object}`,
  predicate: "knows",
  subject: { id: subject, name: subject },
  object: { id: object, name: object },
  recordedAt: "2026-01-01T00:00:00.000Z",
  closed: false,
  trust: "user",
  evidence: [],
  ...more,
});
const graph = (entities: readonly EntityView[], facts: readonly FactView[], centre?: string): GraphView => ({
  entities,
  facts,
  truncated: false,
  ...(centre === undefined ? {} : { centre }),
});

describe("the graph that is drawn", () => {
  it("counts facts with plain values at their subject, and draws only those between entities it shows", () => {
    const birthday: FactView = { ...fact("a", "x"), id: "birthday", value: "12 April" };
    const { object: _, ...plain } = birthday;
    const shown = visibleGraph(graph([entity("a"), entity("b")], [fact("a", "b"), plain, fact("a", "elsewhere")]));
    expect(shown.degrees.get("a")).toBe(3);
    expect(shown.links.map(({ to }) => to)).toEqual(["b"]);
  });

  it("keeps the centre and the best connected where there are too many", () => {
    const many = Array.from({ length: mostEntities + 20 }, (_, index) => entity(`e${index}`));
    const last = `e${mostEntities + 19}`;
    const { entities, links } = visibleGraph(graph(many, [fact("e510", "e511")], last));
    const ids = new Set(entities.map(({ id }) => id));
    expect(entities).toHaveLength(mostEntities);
    expect([last, "e510", "e511"].every((id) => ids.has(id))).toBe(true);
    expect(links).toHaveLength(1);
  });

  it("finds what is one fact away, in either direction", () => {
    const { links } = visibleGraph(graph(["a", "b", "c", "d"].map(entity), [fact("a", "b"), fact("c", "a"), fact("c", "d")]));
    expect([...neighbourhood(links, "a")].toSorted()).toEqual(["a", "b", "c"]);
  });

  it("ends a fact at the instant that it stops to hold", () => {
    const held = fact("a", "b", { validFrom: "2020-01-01T00:00:00Z", validTo: "2021-01-01T00:00:00Z" });
    const at = (time: string): boolean => holdsAt(held, Date.parse(time));
    expect([at("2019-12-31T00:00:00Z"), at("2020-01-01T00:00:00Z"), at("2020-12-31T00:00:00Z"), at("2021-01-01T00:00:00Z")]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(holdsAt(fact("a", "b"), 0)).toBe(true);
    expect(turningPoints([held, held, fact("a", "c")])).toEqual([Date.parse("2020-01-01"), Date.parse("2021-01-01")]);
  });

  it("puts the same graph in the same places, apart from each other", () => {
    const nodes = ["a", "b", "c"].map((id) => ({ id, radius: 8 }));
    const links = [
      { from: "a", to: "b" },
      { from: "c", to: "c" },
    ];
    const laidOut = (slices: number): ReadonlyMap<string, { readonly x: number; readonly y: number }> => {
      const layout = beginLayout({ nodes, links });
      let ticks = 0;
      while (!layout.go(() => (ticks += 1) % slices === 0));
      return layout.places();
    };
    const places = laidOut(1_000);
    expect(laidOut(7)).toEqual(places);
    const [a, b] = [places.get("a"), places.get("b")];
    expect(Math.hypot((a?.x ?? 0) - (b?.x ?? 0), (a?.y ?? 0) - (b?.y ?? 0))).toBeGreaterThan(20);
  });

  it("writes the names that have room, those with most facts first, and more of them when one looks closer", () => {
    const shown = visibleGraph(graph([entity("quiet"), entity("loud")], [fact("loud", "elsewhere")]));
    const places = new Map([
      ["quiet", { x: 0, y: 0 }],
      ["loud", { x: 20, y: 2 }],
    ]);
    expect([...visibleNames(shown, places, 1)]).toEqual(["loud"]);
    expect(visibleNames(shown, places, 8).size).toBe(2);
  });

  it("lets what was there already begin where it was", () => {
    const nodes = ["a", "b"].map((id) => ({ id, radius: 8 }));
    const before = new Map([["a", { x: 300, y: -100 }]]);
    expect(beginLayout({ nodes, links: [], before }).places().get("a")).toEqual({ x: 300, y: -100 });
  });
});

describe("the part of it that is seen", () => {
  it("keeps the point under the pointer where it is while zooming", () => {
    const view = pan({ scale: 1, x: 10, y: 20 }, { x: 5, y: -5 });
    const at = { x: 100, y: 60 };
    const closer = zoom(view, 2, at);
    expect((at.x - closer.x) / closer.scale).toBeCloseTo((at.x - view.x) / view.scale);
    expect((at.y - closer.y) / closer.scale).toBeCloseTo((at.y - view.y) / view.scale);
    expect(zoom(view, 1e9, at).scale).toBe(8);
  });

  it("fits everything into the frame", () => {
    const points = [
      { x: -500, y: 0 },
      { x: 1500, y: 40 },
    ];
    const { scale, x, y } = fit(points, { width: 400, height: 300 });
    for (const point of points) {
      expect(point.x * scale + x).toBeGreaterThanOrEqual(31);
      expect(point.x * scale + x).toBeLessThanOrEqual(369);
      expect(point.y * scale + y).toBeGreaterThan(100);
    }
    expect(fit([], { width: 400, height: 300 })).toEqual({ scale: 1, x: 200, y: 150 });
  });
});
