import { QdrantClient } from "@qdrant/js-client-rest";
import { storeError } from "./qdrant-errors.ts";
import type { QdrantOptions } from "./qdrant-options.ts";

type Api = ReturnType<QdrantClient["api"]>;
type Place = { readonly collection_name: string };
type Request<T> = (api: Api, at: Place, init: RequestInit) => Promise<{ readonly data: { readonly result?: T } }>;

/** The vendor's client, with a signal and a time limit on every request and its errors as ours. */
export class Connection {
  readonly #api: Api;
  readonly #place: Place;
  readonly #url: string;
  readonly #timeoutMs: number;

  /** @throws TypeError for a URL that is none */
  constructor({ url, apiKey, collection = "pagefile", timeoutMs = 60_000 }: QdrantOptions) {
    const { protocol, hostname, port, pathname } = new URL(url);
    this.#place = { collection_name: collection };
    this.#url = url;
    this.#timeoutMs = timeoutMs;
    const client = new QdrantClient({
      host: hostname,
      port: Number(port || 6333),
      https: protocol === "https:",
      prefix: pathname.replace(/\/+$/, ""),
      // Its own way to give a key writes to the console, and its own time limit replaces the signal of a request.
      ...(apiKey !== undefined && { headers: { "api-key": apiKey } }),
      timeout: Number.POSITIVE_INFINITY,
      checkCompatibility: false,
    });
    this.#api = client.api();
  }

  /** @throws STORE_UNAVAILABLE, STORE_REJECTED, or the signal's reason */
  async call<T>(request: Request<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    const limit = AbortSignal.timeout(this.#timeoutMs);
    try {
      const init = { signal: signal === undefined ? limit : AbortSignal.any([signal, limit]) };
      const { data } = await request(this.#api, this.#place, init);
      if (data.result === undefined) throw new TypeError("the answer has no result");
      return data.result;
    } catch (error) {
      signal?.throwIfAborted();
      throw storeError(error, this.#url);
    }
  }
}
