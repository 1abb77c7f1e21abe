import type { RecordId } from "./record.ts";

/** The time, injected. Milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Resolves after so many milliseconds, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** New record ids: UUIDv7, each greater than the one before. */
export interface IdSource {
  /** @param after An id of another process; the new one is greater than that too, unless it lies over a day ahead. */
  next(after?: RecordId): RecordId;
}
