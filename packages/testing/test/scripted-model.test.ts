import { type ChatEvent, type ChatRequest, PagefileError } from "@pagefile/core/contracts";
import { countRequestTokens, scriptedModel, type ScriptedModel } from "@pagefile/testing";
import { expect, test } from "vitest";

const request = (text: string): ChatRequest => ({ messages: [{ role: "user", text }] });

async function ask(model: ScriptedModel, text = "Hello."): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  for await (const event of model.stream(request(text), {})) events.push(event);
  return events;
}

test("answers one request with each reply of the script, and tells what it was asked", async () => {
  const model = scriptedModel(["one", ({ messages }) => `You said: ${messages[0]?.text}`]);
  expect(await ask(model, "a")).toEqual([
    { type: "text-delta", text: "one" },
    { type: "finish", reason: "stop" },
  ]);
  const second = await ask(model, "b");
  expect(second.map((event) => (event.type === "text-delta" ? event.text : "")).join("")).toBe("You said: b");
  expect(model.requests).toEqual([request("a"), request("b")]);
});

test("fails the test, not the model, when the script is over", async () => {
  await expect(ask(scriptedModel([]))).rejects.toBeInstanceOf(TypeError);
});

test("streams calls with their arguments as text, broken ones as they are", async () => {
  const model = scriptedModel([
    {
      text: "",
      calls: [
        { name: "a", arguments: { x: 1 } },
        { name: "b", arguments: '{"x": ' },
      ],
      finish: "length",
    },
  ]);
  expect(await ask(model)).toEqual([
    { type: "tool-call", id: "call-1", name: "a", arguments: '{"x":1}' },
    { type: "tool-call", id: "call-2", name: "b", arguments: '{"x": ' },
    { type: "finish", reason: "length" },
  ]);
});

test("cuts a stream off before its finish, or breaks it with an error", async () => {
  const error = new Error("connection reset");
  const model = scriptedModel([{ text: "one two three", cutAfter: 2 }, { text: "one", error }, error]);
  expect((await ask(model)).map(({ type }) => type)).toEqual(["text-delta", "text-delta"]);
  await expect(ask(model)).rejects.toBe(error);
  await expect(ask(model)).rejects.toBe(error);
});

test("rejects one token too many when it is strict, by a tokenizer that is off by its bias", async () => {
  const text = "w ".repeat(100);
  const tokens = countRequestTokens(request(text));
  expect(tokens).toBe(104);
  for (const bias of [-0.2, 0, 0.2]) {
    const counted = countRequestTokens(request(text), { bias });
    expect(counted).toBe(Math.ceil(104 * (1 + bias)));
    expect(await ask(scriptedModel(["fits"], { contextWindow: counted, strict: { bias } }), text)).toHaveLength(2);
    const error: unknown = await ask(scriptedModel(["never"], { contextWindow: counted - 1, strict: { bias } }), text).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(PagefileError);
    expect(error).toMatchObject({ code: "MODEL_CONTEXT_OVERFLOW" });
  }
});

test("counts Chinese by the character, tools and calls too", () => {
  const plain = countRequestTokens(request("记忆很长"));
  expect(plain).toBe(8);
  const tools = [{ name: "search", description: "Searches.", parameters: { type: "object" } }];
  expect(countRequestTokens({ ...request("记忆很长"), tools })).toBeGreaterThan(plain + 10);
});
