export interface SqliteOptions {
  /** The path of the database, made when it is not there. `":memory:"` keeps everything in this process only. */
  readonly file: string;
  /** How long to wait for another process that writes before JOURNAL_UNAVAILABLE. @default 5000 */
  readonly busyTimeoutMs?: number;
  /** How often `watch` looks for what other processes appended. @default 250 */
  readonly watchIntervalMs?: number;
  /** Opens an existing database for reading; whatever writes throws JOURNAL_UNAVAILABLE. @default false */
  readonly readOnly?: boolean;
  /**
   * How many bytes of vectors to keep in memory, over all spaces. The vectors that a search needs are loaded whole, even
   * if they alone are more. @default 268435456
   */
  readonly vectorCacheBytes?: number;
}
