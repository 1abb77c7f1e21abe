export interface QdrantOptions {
  /** Where the server answers, with its path if it has one: `http://localhost:6333`. Without a port, 6333. */
  readonly url: string;
  /** Sent as `api-key`. @default none */
  readonly apiKey?: string;
  /** The collection all spaces share; made at the first use. @default "pagefile" */
  readonly collection?: string;
  /** How long one request may take, in milliseconds. @default 60_000 */
  readonly timeoutMs?: number;
}
