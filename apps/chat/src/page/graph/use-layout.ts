import { useEffect, useRef, useState } from "react";
import { beginLayout, type Places } from "./layout.ts";
import { radiusOf } from "./radius.ts";
import type { VisibleGraph } from "./visible-graph.ts";

/** A slice of the main thread: the page stays quick to answer while a graph is laid out. A worker is no way: Trusted Types refuse its address. */
const sliceMs = 10;

/** Where each entity is drawn; while a graph is laid out, where those of the one before are. */
export function useLayout(graph: VisibleGraph): Places | undefined {
  const [places, setPlaces] = useState<Places>();
  const last = useRef<Places>(undefined);
  useEffect(() => {
    const nodes = graph.entities.map(({ id }) => ({ id, radius: radiusOf(graph.degrees.get(id) ?? 0) }));
    const layout = beginLayout({ nodes, links: graph.links, ...(last.current ? { before: last.current } : {}) });
    let timer: ReturnType<typeof setTimeout>;
    const go = (): void => {
      const end = performance.now() + sliceMs;
      if (layout.go(() => performance.now() > end)) {
        last.current = layout.places();
        setPlaces(last.current);
      } else timer = setTimeout(go);
    };
    go();
    return () => clearTimeout(timer);
  }, [graph]);
  return places;
}
