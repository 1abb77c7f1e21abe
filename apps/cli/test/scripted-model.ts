import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** What the program asked. */
export interface Asked {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
}

export interface Scripted {
  readonly text?: string;
  readonly calls?: readonly { readonly name: string; readonly arguments: unknown }[];
}

/** A server that speaks OpenAI's dialect and answers as a test says; undefined is no answer ever. Returns its base URL. */
export async function serveScriptedModel(answer: (asked: Asked, gone: Promise<unknown>) => Scripted | undefined): Promise<string> {
  const server = createServer((request, response) => {
    const gone = once(response, "close");
    void text(request).then((body) => {
      const said = answer(JSON.parse(body) as Asked, gone);
      if (said !== undefined) reply(response, said);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

function reply(response: ServerResponse, said: Scripted): void {
  const calls = said.calls?.map(({ name, arguments: input }, index) => {
    return { index, id: `call-${index + 1}`, type: "function", function: { name, arguments: JSON.stringify(input) } };
  });
  const choices = [
    { index: 0, delta: { role: "assistant", content: said.text ?? null, ...(calls && { tool_calls: calls }) }, finish_reason: null },
    { index: 0, delta: {}, finish_reason: calls === undefined ? "stop" : "tool_calls" },
  ];
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const [at, choice] of choices.entries()) {
    const usage = at === 1 ? { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 } : null;
    const chunk = { id: "1", object: "chat.completion.chunk", created: 0, model: "scripted", choices: [choice], usage };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  }
  response.end("data: [DONE]\n\n");
}
