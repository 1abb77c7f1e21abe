import type { AgentEvent } from "@pagefile/core";
import { randomSource } from "@pagefile/testing";
import { expect, test } from "vitest";
import { TurnLog } from "../../src/turn/turn-log.ts";

/** What a reader was told, whatever pieces it came in. */
function told(events: readonly AgentEvent[]): string {
  const pieces = events.map((event) => ("text" in event ? [...event.text].map((character) => event.type[0] + character) : [event.type]));
  return pieces.flat().join("");
}

async function readWith(log: TurnLog, pause: () => Promise<void>): Promise<readonly AgentEvent[]> {
  const events: AgentEvent[] = [];
  for await (const event of log.read()) {
    events.push(event);
    await pause();
  }
  return events;
}

test("readers of any speed that come at any time are told the same, and nothing twice", async () => {
  const random = randomSource(7);
  const turns = (most: number) => async (): Promise<void> => {
    for (let left = random.integer(0, most); left > 0; left -= 1) await Promise.resolve();
  };
  for (let round = 0; round < 200; round += 1) {
    const log = new TurnLog();
    const added: AgentEvent[] = [];
    const readers = [readWith(log, turns(1))];
    const count = random.integer(0, 40);
    for (let at = 0; at < count; at += 1) {
      const text = random.chance(0.1) ? "" : random.chance(0.05) ? "x".repeat(5000) : `${at} `;
      const event = random.pick<AgentEvent>([
        { type: "text-delta", text },
        { type: "reasoning-delta", text },
        { type: "text-delta", text },
        { type: "memory-pressure", usedTokens: at, budgetTokens: 1 },
      ]);
      added.push(event);
      log.add(event);
      await turns(4)();
      if (random.chance(0.2)) readers.push(readWith(log, turns(12)));
    }
    log.end();
    readers.push(readWith(log, turns(1)));
    for (const events of await Promise.all(readers)) expect(told(events)).toBe(told(added));
  }
});

test("a reader that keeps up gets every delta as it was", async () => {
  const log = new TurnLog();
  const reader = log.read();
  for (const text of ["One, ", "two, ", "three."]) {
    const next = reader.next();
    log.add({ type: "text-delta", text });
    expect((await next).value).toEqual({ type: "text-delta", text });
  }
});
