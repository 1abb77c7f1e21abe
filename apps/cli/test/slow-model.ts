import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A server that speaks OpenAI's dialect, says a few words and then never goes on. Returns its base URL. */
export async function serveSlowModel(words: string): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const delta = {
      id: "1",
      object: "chat.completion.chunk",
      created: 0,
      model: "slow",
      choices: [{ index: 0, delta: { role: "assistant", content: words }, finish_reason: null }],
    };
    response.write(`data: ${JSON.stringify(delta)}\n\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}
