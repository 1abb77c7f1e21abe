import { expect, test } from "vitest";
import { describeWithService } from "@pagefile/services";

const tool = {
  type: "function",
  function: {
    name: "get_weather",
    description: "Weather now",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};

describeWithService("llamaCpp", "llama-cpp-python's server", ({ url }) => {
  async function complete(body: object): Promise<Response> {
    return fetch(`${url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "smollm2", max_tokens: 40, temperature: 0, ...body }),
      signal: AbortSignal.timeout(60_000),
    });
  }

  test("streams a named tool call in several pieces of its arguments", async () => {
    const response = await complete({
      messages: [{ role: "user", content: "What is the weather in Paris?" }],
      tools: [tool],
      tool_choice: { type: "function", function: { name: "get_weather" } },
      stream: true,
    });
    const lines = (await response.text()).split("\n").filter((line) => line.startsWith("data: {"));
    const pieces = lines.flatMap((line) => argumentPieces(JSON.parse(line.slice("data: ".length))));
    expect(pieces.length).toBeGreaterThan(2);
    expect(JSON.parse(pieces.join(""))).toEqual({ city: expect.any(String) });
  });

  test("reports an overlong prompt with OpenAI's code", async () => {
    const response = await complete({ messages: [{ role: "user", content: "word ".repeat(3000) }] });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: "context_length_exceeded" } });
  });
});

interface Chunk {
  readonly choices: readonly {
    readonly delta: { readonly tool_calls?: readonly { readonly function: { readonly arguments: string } }[] | null };
  }[];
}

function argumentPieces(chunk: Chunk): readonly string[] {
  return chunk.choices
    .flatMap((choice) => choice.delta.tool_calls ?? [])
    .map((call) => call.function.arguments)
    .filter((piece) => piece !== "");
}
