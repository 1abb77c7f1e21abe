import type { ContextPartView } from "../../protocol/context.ts";

/** What tells a part of the queue from all others, also when the oldest have left: a message with the results of several calls is several parts. */
export function queueKey(queue: readonly Pick<ContextPartView, "record">[], index: number): string {
  const record = queue[index]?.record;
  if (record === undefined) return `at ${index}`;
  let first = index;
  while (queue[first - 1]?.record === record) first -= 1;
  return `${record} ${index - first}`;
}
