import { face } from "../layout.ts";
import { navigate, openRecord, type Route } from "../route.ts";

/** Shows a place in the memory, also where a narrow screen showed the chat. */
export function openMemory(place: Pick<Route, "tab" | "record">): void {
  navigate(place);
  face.set("memory");
}

/** Shows the whole story of a record in the same way. */
export function openStory(record: string): void {
  openRecord(record);
  face.set("memory");
}
