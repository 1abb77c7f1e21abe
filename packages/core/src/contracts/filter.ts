import type { AttributeValue, Instant } from "./record.ts";

/** The fields of time one can filter on. A record without `occurredAt` falls outside every range of it. */
export type TimeField = "createdAt" | "recordedAt" | "occurredAt";

/** A range; each bound is optional, at least one is there. */
export interface Range<T> {
  readonly gte?: T;
  readonly gt?: T;
  readonly lte?: T;
  readonly lt?: T;
}

/**
 * The one filter language. Every store must return exactly what `matchesFilter` accepts.
 * - Values compare with values of their own type only: `1` never equals `"1"`, and a range of numbers holds no text.
 * - Text is ordered by code point, as SQLite and Postgres (`COLLATE "C"`) order UTF-8.
 * - What is absent equals nothing and lies in no range; `not` turns that round, so `not` of `equals` accepts a record
 *   without the attribute. `and` of nothing is true, `or` and `in` of nothing are false.
 */
export type Filter =
  | { readonly attribute: string; readonly equals: AttributeValue }
  | { readonly attribute: string; readonly in: readonly AttributeValue[] }
  | { readonly attribute: string; readonly range: Range<string> | Range<number> }
  | { readonly tag: string }
  | { readonly time: TimeField; readonly range: Range<Instant> }
  | { readonly and: readonly Filter[] }
  | { readonly or: readonly Filter[] }
  | { readonly not: Filter };
