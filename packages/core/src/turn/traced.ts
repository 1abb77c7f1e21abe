import { type Attributes, context, type Span } from "@opentelemetry/api";
import { type Operation, span } from "../telemetry/span.ts";

/** Runs a generator inside a span: whatever it does between two items is a child of it, and its end is the span's end. */
export async function* traced<T, R>(
  operation: Operation,
  attributes: Attributes & { readonly target?: string },
  run: (span: Span) => AsyncGenerator<T, R>,
): AsyncGenerator<T, R> {
  const ended = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<{ readonly inside: ReturnType<typeof context.active>; readonly items: AsyncGenerator<T, R> }>();
  const spanned = span(operation, attributes, (active) => {
    opened.resolve({ inside: context.active(), items: run(active) });
    return ended.promise;
  });
  const { inside, items } = await opened.promise;
  try {
    for (;;) {
      const next = await context.with(inside, () => items.next());
      if (next.done === true) return next.value;
      yield next.value;
    }
  } catch (error) {
    ended.reject(error);
    throw error;
  } finally {
    await items.return(undefined as R);
    ended.resolve();
    // The error was thrown above already.
    await spanned.catch(() => undefined);
  }
}
