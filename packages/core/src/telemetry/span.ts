import { type Attributes, type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { isPagefileError } from "../contracts/index.ts";

/** The operations of the OpenTelemetry conventions for generative AI that Pagefile has; `gen_ai.operation.name`. */
export type Operation =
  | "search_memory"
  | "create_memory"
  | "update_memory"
  | "upsert_memory"
  | "delete_memory"
  | "delete_memory_store"
  | "invoke_agent"
  | "chat"
  | "embeddings"
  | "execute_tool"
  | "verify_memory"
  | "repair_memory";

/**
 * Runs inside a span named after the operation, and after `target` (a model, a tool) where there is one. Without an
 * OpenTelemetry SDK it costs a function call. Attributes hold names and counts, never the content of a memory; of an
 * error its code, since a message may quote what it was about.
 */
export function span<T>(
  operation: Operation,
  attributes: Attributes & { readonly target?: string },
  run: (span: Span) => Promise<T>,
): Promise<T> {
  const { target, ...rest } = attributes;
  const name = target === undefined ? operation : `${operation} ${target}`;
  const kind = operation === "chat" || operation === "embeddings" ? SpanKind.CLIENT : SpanKind.INTERNAL;
  const options = { kind, attributes: { "gen_ai.operation.name": operation, ...rest } };
  return trace.getTracer("@pagefile/core").startActiveSpan(name, options, async (active) => {
    try {
      return await run(active);
    } catch (error) {
      active.setAttribute("error.type", isPagefileError(error) ? error.code : error instanceof Error ? error.name : "unknown");
      active.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      active.end();
    }
  });
}
