import type { ServerEvent } from "../../protocol/events.ts";

export type Standing = Extract<ServerEvent, { readonly type: "hello" }>;

/** Where the space stands after an event: what a tab that comes later is told first, for which the `hello` of then would be old news. */
export function standingAfter(before: Standing | undefined, event: ServerEvent): Standing | undefined {
  if (event.type === "hello") return event;
  if (!before) return undefined;
  switch (event.type) {
    case "entry":
      return { ...before, head: Math.max(before.head, event.entry.seq) };
    case "many":
      return { ...before, head: Math.max(before.head, event.head) };
    case "stores":
      return { ...before, stores: event.stores };
    case "check":
      return { ...before, check: event.check };
    case "import":
      return { ...before, imports: [...before.imports.filter(({ id }) => id !== event.import.id), event.import] };
    default:
      return before;
  }
}
