import { describeWithService } from "@pagefile/services";
import { expect, test } from "vitest";
import { runProgram } from "./run-program.ts";

describeWithService("ollama", "the agent on Ollama", ({ url }) => {
  test("answers, and keeps what it was told word for word", async () => {
    const output = await runProgram("ollama-agent.ts", [url, "smollm2-tools"]);
    expect(output).toContain("My sister Ana moved to Porto in May.");
  });
});

describeWithService("llamaCpp", "the agent on an OpenAI-compatible server", ({ url }) => {
  test("is shown what memory holds about the question", async () => {
    const output = await runProgram("openai-compatible.ts", [`${url}/v1`, "smollm2", "1024"]);
    expect(output).toContain("The model was shown:");
    expect(output).toContain("blue-lamp-88");
  });
});
