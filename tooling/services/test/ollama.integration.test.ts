import { expect, test } from "vitest";
import { describeWithService } from "@pagefile/services";

const weather = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };

describeWithService("ollama", "Ollama with the test models", ({ url }) => {
  async function post(path: string, body: unknown): Promise<unknown> {
    const response = await fetch(url + path, { method: "POST", body: JSON.stringify(body) });
    expect(response.status).toBe(200);
    return response.json();
  }

  test("answers with a version", async () => {
    const response = await fetch(`${url}/api/version`);
    expect(await response.json()).toEqual({ version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  });

  test("lists the three models that the suites use", async () => {
    const { models } = (await (await fetch(`${url}/api/tags`)).json()) as { models: { name: string }[] };
    expect(models.map((model) => model.name)).toEqual(expect.arrayContaining(["smollm2:latest", "smollm2-tools:latest", "minilm:latest"]));
  });

  test("chats", async () => {
    const answer = await post("/api/chat", {
      model: "smollm2",
      stream: false,
      options: { num_predict: 24 },
      messages: [{ role: "user", content: "What is the capital of France?" }],
    });
    expect(answer).toMatchObject({ done: true, message: { role: "assistant", content: expect.stringMatching(/\w/) } });
  });

  test("embeds a sentence as a unit vector of 384 numbers, near to its paraphrase", async () => {
    const input = ["The cat sleeps on the sofa.", "A cat is sleeping on the couch.", "The invoice is due on Friday."];
    const { embeddings } = (await post("/api/embed", { model: "minilm", input })) as { embeddings: number[][] };
    const [cat = [], paraphrase = [], invoice = []] = embeddings;
    expect(cat).toHaveLength(384);
    expect(dot(cat, cat)).toBeCloseTo(1, 3);
    expect(dot(cat, paraphrase)).toBeGreaterThan(dot(cat, invoice) + 0.3);
  });

  test("calls a tool when `format` has the shape of a call", async () => {
    const answer = await post("/api/chat", {
      model: "smollm2-tools",
      stream: false,
      options: { num_predict: 80 },
      messages: [{ role: "user", content: "What is the weather in Paris?" }],
      tools: [{ type: "function", function: { name: "get_weather", description: "Weather now", parameters: weather } }],
      format: {
        type: "object",
        properties: { name: { const: "get_weather" }, parameters: weather },
        required: ["name", "parameters"],
      },
    });
    expect(answer).toMatchObject({
      message: { tool_calls: [{ function: { name: "get_weather", arguments: { city: expect.any(String) } } }] },
    });
  });
});

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? Number.NaN), 0);
}
