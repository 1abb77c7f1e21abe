import type { RecordId } from "./record.ts";

/** The time, injected. Milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Resolves after so many milliseconds, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** New record ids: UUIDv7, each greater than the one before. */
export interface IdSource {
  next(): RecordId;
}
