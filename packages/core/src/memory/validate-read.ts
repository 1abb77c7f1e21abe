import type { ReadOptions } from "../retrieval/recall.ts";
import { validateFilter } from "./validate-filter.ts";

/** Options of a read with the filter checked. @throws PagefileError FILTER_INVALID */
export function validateRead(options: ReadOptions): ReadOptions {
  return options.filter === undefined ? options : { ...options, filter: validateFilter(options.filter) };
}
