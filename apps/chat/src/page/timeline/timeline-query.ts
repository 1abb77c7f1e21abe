import type { Channel, RecordKind } from "@pagefile/core/contracts";
import type { EntryView } from "../../protocol/timeline.ts";

export const operations: readonly EntryView["operation"][] = ["put", "delete", "erase"];

/** Which entries are wanted; an empty list means all of them. */
export interface TimelineFilters {
  readonly operations: readonly EntryView["operation"][];
  readonly kinds: readonly RecordKind[];
  readonly channels: readonly Channel[];
  readonly text: string;
}

export const everyEntry: TimelineFilters = { operations: [], kinds: [], channels: [], text: "" };

export function isFiltered({ operations: wanted, kinds, channels, text }: TimelineFilters): boolean {
  return wanted.length + kinds.length + channels.length + text.trim().length > 0;
}

/** The query string of `GET S/entries`. */
export function timelineQuery(filters: TimelineFilters, limit: number, cursor?: string): URLSearchParams {
  const query = new URLSearchParams({ limit: String(limit) });
  const lists = { operations: filters.operations, kinds: filters.kinds, channels: filters.channels };
  for (const [name, values] of Object.entries(lists)) if (values.length > 0) query.set(name, values.join(","));
  if (filters.text.trim() !== "") query.set("text", filters.text.trim());
  if (cursor !== undefined) query.set("cursor", cursor);
  return query;
}

/** Whether an entry that was just written belongs to what is shown. */
export function isWanted(entry: EntryView, filters: TimelineFilters): boolean {
  const { operations: wanted, kinds, channels, text } = filters;
  if (wanted.length > 0 && !wanted.includes(entry.operation)) return false;
  if (kinds.length > 0 && (entry.kind === undefined || !kinds.includes(entry.kind))) return false;
  if (channels.length > 0 && (entry.channel === undefined || !channels.includes(entry.channel))) return false;
  const words = text.trim().toLowerCase();
  return words === "" || `${entry.text ?? ""}\n${entry.before ?? ""}`.toLowerCase().includes(words);
}
