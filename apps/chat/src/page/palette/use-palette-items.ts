import { useEffect, useMemo, useState } from "react";
import type { ContextView } from "../../protocol/context.ts";
import type { EntitiesView } from "../../protocol/graph.ts";
import type { RecallView } from "../../protocol/recall.ts";
import { recordText } from "../record/record-line.tsx";
import { formatRoute, tabs } from "../route.ts";
import { spacePath } from "../server/paths.ts";
import { useSpace } from "../server/space-context.ts";
import { useResource } from "../server/use-resource.ts";
import { matchItems, type PaletteItem } from "./palette-match.ts";

const searchAfterMs = 180;
const mostShown = 40;

/** What the palette offers for a text: places at once, and the memories that a search for it finds. */
export function usePaletteItems(text: string): readonly PaletteItem[] {
  const { name: space, session } = useSpace();
  const words = useSettled(text.trim());
  const entities = useResource<EntitiesView>(spacePath(space, "graph/entities", { limit: 500 })).value;
  const context = useResource<ContextView>(spacePath(space, "context")).value;
  const found = useResource<RecallView>(words.length < 2 ? undefined : spacePath(space, "search", { q: words, limit: 6 })).value;

  const places = useMemo(
    (): readonly PaletteItem[] => [
      ...tabs.map((tab) => ({ id: `tab ${tab}`, group: "Memory", label: capital(tab), to: formatRoute({ space, tab }) })),
      ...session.spaces.map(({ name, title }) => ({
        id: `space ${name}`,
        group: "Spaces",
        label: title,
        detail: name,
        to: formatRoute({ space: name, tab: "context" }),
      })),
      ...(context?.blocks ?? []).map(({ label, description, record }) => ({
        id: `block ${label}`,
        group: "Blocks",
        label,
        detail: description,
        to: formatRoute({ space, tab: "context", open: record }),
      })),
      ...(entities?.items ?? []).map(({ id, name, type }) => ({
        id: `entity ${id}`,
        group: "Entities",
        label: name,
        ...(type === undefined ? {} : { detail: type }),
        to: formatRoute({ space, tab: "graph", record: id }),
      })),
    ],
    [space, session, context, entities],
  );
  const memories = useMemo(
    () =>
      (found?.hits ?? []).flatMap(({ id, record }): readonly PaletteItem[] =>
        record
          ? [
              {
                id: `record ${id}`,
                group: "Memories",
                label: recordText(record),
                detail: record.kind,
                to: formatRoute({ space, tab: "recall", open: id }),
              },
            ]
          : [],
      ),
    [space, found],
  );
  return useMemo(() => [...matchItems(places, text).slice(0, mostShown), ...memories], [places, text, memories]);
}

/** The text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), searchAfterMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
