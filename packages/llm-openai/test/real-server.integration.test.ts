import { describeWithService } from "@pagefile/services";
import { chatText, readChat, rejectionOf, weatherTool } from "@pagefile/testing";
import { expect, test } from "vitest";
import { createOpenAI } from "../src/index.ts";

const brief = { maxOutputTokens: 12, temperature: 0, seed: 1 };

describeWithService("ollama", "Ollama under /v1", ({ url }) => {
  const openai = createOpenAI({ baseURL: `${url}/v1` });

  test("streams text with its counts and stops at the limit", async () => {
    const events = await readChat(openai.chat("smollm2"), { ...brief, maxOutputTokens: 4 });
    expect(chatText(events)).not.toBe("");
    expect(events.at(-1)).toMatchObject({ type: "finish", reason: "length", usage: { inputTokens: expect.any(Number), outputTokens: 4 } });
  });

  test("answers in JSON of a schema", async () => {
    const schema = { type: "object", properties: { name: { type: "string" } }, required: ["name"] };
    const request = { output: { name: "person", schema }, temperature: 0, maxOutputTokens: 100 };
    expect(JSON.parse(chatText(await readChat(openai.chat("smollm2"), request)))).toEqual({ name: expect.any(String) });
  });

  test("refuses tools for a model that takes none", async () => {
    const error = await rejectionOf(readChat(openai.chat("smollm2"), { ...brief, tools: [weatherTool] }));
    expect(error).toMatchObject({ code: "MODEL_REJECTED", retryable: false });
  });

  test("says that it does not have a model", async () => {
    expect(await rejectionOf(readChat(openai.chat("nobody"), brief))).toMatchObject({ code: "MODEL_NOT_FOUND" });
  });

  test("lists its models", async () => {
    expect(await openai.models()).toContainEqual({ id: "smollm2:latest" });
  });

  test("says that a wrong base is none", async () => {
    const error = await rejectionOf(readChat(createOpenAI({ baseURL: url }).chat("smollm2"), brief));
    expect(error).toMatchObject({ code: "MODEL_NOT_FOUND" });
    expect(error.message).toContain("not the base of an OpenAI API");
  });
});

describeWithService("llamaCpp", "llama-cpp-python", ({ url }) => {
  const model = createOpenAI({ baseURL: `${url}/v1` }).chat("smollm2", { contextWindow: 1024 });

  test("calls the tool that is named, in many pieces", async () => {
    const request = { tools: [weatherTool], toolChoice: { name: "get_weather" }, temperature: 0, maxOutputTokens: 60 };
    const events = await readChat(model, { ...request, messages: [{ role: "user", text: "What is the weatherTool in Paris?" }] });
    const [call] = events.filter((event) => event.type === "tool-call");
    expect(call).toMatchObject({ name: "get_weather", id: expect.stringMatching(/./) });
    expect(JSON.parse(call?.arguments ?? "")).toEqual({ city: expect.any(String) });
    expect(events.at(-1)).toMatchObject({ type: "finish", reason: "tool-calls" });
  });
});
