import { useSyncExternalStore } from "react";

/** The tabs of the inspector, in their order. */
export const tabs = ["context", "recall", "graph", "tables", "timeline", "import", "spaces"] as const;
export type Tab = (typeof tabs)[number];

/** What the page shows: `#/space/tab/record/open`, where a space is one segment (`acme%2Falice`). */
export interface Route {
  /** Absent before a space is chosen. */
  readonly space?: string;
  readonly tab: Tab;
  /** The record, message, entity or table that the tab has open. */
  readonly record?: string;
  /** The record whose whole story lies over the tab: `#/space/timeline//ID`. */
  readonly open?: string;
}

export function parseRoute(hash: string): Route {
  const [space, tab, record, open] = hash
    .replace(/^#\/?/, "")
    .split("/")
    .map((segment) => decode(segment));
  const known = tabs.find((name) => name === tab) ?? "context";
  return { ...(space ? { space } : {}), tab: known, ...(record ? { record } : {}), ...(open ? { open } : {}) };
}

export function formatRoute({ space, tab, record, open }: Route): string {
  if (space === undefined) return "#/";
  const last = open === undefined ? (record === undefined ? [] : [record]) : [record ?? "", open];
  return `#/${[space, tab, ...last].map(encodeURIComponent).join("/")}`;
}

/** Goes to another part of the page; what is left out stays, except the record, which belongs to its tab, and what lies over it. */
export function navigate(change: Partial<Route>): void {
  const { record, open, ...rest } = change;
  const { space, tab } = { ...parseRoute(location.hash), ...rest };
  const last = { ...(record === undefined ? {} : { record }), ...(open === undefined ? {} : { open }) };
  location.hash = formatRoute({ ...(space === undefined ? {} : { space }), tab, ...last });
}

let opener: Element | null = null;

/** Shows the whole story of a record over the tab that is open. */
export function openRecord(id: string): void {
  if (parseRoute(location.hash).open === undefined) opener = document.activeElement;
  location.hash = formatRoute({ ...parseRoute(location.hash), open: id });
}

/** Gives the focus back to what opened the record that was closed, unless it has gone on elsewhere. */
export function focusOpener(): void {
  if (document.activeElement === document.body && opener instanceof HTMLElement && opener.isConnected) opener.focus();
}

/** Shows the tab again as it was. */
export function closeRecord(): void {
  const { open: _, ...rest } = parseRoute(location.hash);
  location.hash = formatRoute(rest);
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return parseRoute(hash);
}

function subscribe(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
