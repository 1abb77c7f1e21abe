import { type Span, type SpanOptions, trace, type Tracer, type TracerProvider } from "@opentelemetry/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestMemory } from "../memory/open-test-memory.ts";

interface Recorded {
  readonly name: string;
  readonly attributes: Record<string, unknown>;
  ended: boolean;
  failed: boolean;
}

const spans: Recorded[] = [];

function provider(): TracerProvider {
  const tracer: Pick<Tracer, "startActiveSpan"> = {
    startActiveSpan(name: string, options: SpanOptions, run: (span: Span) => unknown) {
      const recorded: Recorded = { name, attributes: { ...options.attributes }, ended: false, failed: false };
      spans.push(recorded);
      return run({
        setAttribute: (key: string, value: unknown) => (recorded.attributes[key] = value),
        setStatus: () => (recorded.failed = true),
        end: () => (recorded.ended = true),
      } as unknown as Span);
    },
  } as Pick<Tracer, "startActiveSpan">;
  return { getTracer: () => tracer as Tracer };
}

describe("spans", () => {
  beforeAll(() => trace.setGlobalTracerProvider(provider()));
  afterAll(() => trace.disable());

  it("name the memory operations of the GenAI conventions, with counts and never with content", async () => {
    const { space } = openTestMemory();
    const { records } = await space.write([
      { kind: "message", text: "canary one" },
      { kind: "message", text: "canary two" },
    ]);
    const id = records[0]?.id ?? "";
    await space.read("canary");
    await space.update(id, { text: "canary three" });
    await space.delete(id);
    await space.verify();
    await expect(space.update(id, { text: "canary four" })).rejects.toThrow();
    expect(
      spans.map(({ name, attributes }) => [name, attributes["gen_ai.operation.name"], attributes["gen_ai.memory.record.count"]]),
    ).toEqual([
      ["upsert_memory", "upsert_memory", 2],
      ["search_memory", "search_memory", 2],
      ["update_memory", "update_memory", 1],
      ["delete_memory", "delete_memory", 1],
      ["verify_memory", "verify_memory", undefined],
      ["update_memory", "update_memory", 1],
    ]);
    expect(spans.every(({ ended, attributes }) => ended && attributes["gen_ai.memory.store.id"] === "acme/alice")).toBe(true);
    expect(spans.at(-1)).toMatchObject({ failed: true, attributes: { "error.type": "RECORD_NOT_FOUND" } });
    expect(JSON.stringify(spans)).not.toContain("canary");
  });
});
