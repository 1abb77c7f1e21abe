import type { ChatModel } from "@pagefile/core/contracts";

/** The same model, one answer after the other: llama-cpp-python drops the answer it is writing when another request comes. */
export function oneAtATime(model: ChatModel): ChatModel {
  let last = Promise.resolve();
  return {
    id: model.id,
    contextWindow: model.contextWindow,
    capabilities: model.capabilities,
    async *stream(request, options) {
      const before = last;
      const { promise, resolve } = Promise.withResolvers<void>();
      last = promise;
      await before;
      try {
        yield* model.stream(request, options);
      } finally {
        resolve();
      }
    },
  };
}
