import { type Clock, PagefileError } from "../contracts/index.ts";

/** How long a store may say nothing while it is read. */
const silenceMs = 30_000;

/** The items of a store, unless it falls silent: one that accepts and never answers is as good as down. @throws STORE_UNAVAILABLE */
export async function* whileAnswering<T>(items: AsyncIterable<T>, clock: Pick<Clock, "sleep">): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  const ended = new AbortController();
  let taken = 0;
  let fail: (error: unknown) => void = () => undefined;
  const watch = async (): Promise<void> => {
    for (let before = -1; before !== taken;) {
      before = taken;
      await clock.sleep(silenceMs, ended.signal);
    }
    fail(new PagefileError("STORE_UNAVAILABLE", `No answer within ${silenceMs / 1000} s.`, { retryable: true }));
  };
  watch().catch(() => undefined);
  try {
    for (;;) {
      const next = await new Promise<IteratorResult<T>>((resolve, reject) => {
        fail = reject;
        iterator.next().then(resolve, reject);
      });
      if (next.done === true) return;
      taken += 1;
      yield next.value;
    }
  } finally {
    ended.abort();
    // Not waited for: what does not answer does not end either.
    void iterator.return?.()?.catch(() => undefined);
  }
}
