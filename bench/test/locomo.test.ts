import { openMemory } from "@pagefile/core";
import { sqlite } from "@pagefile/store-sql";
import { describe, expect, test } from "vitest";
import { type Conversation, locomoFolder, readConversations, turnText } from "../src/locomo/conversations.ts";
import { type Measures, meanOf, measureQuestion } from "../src/locomo/measures.ts";

const folder = locomoFolder();
if (folder === undefined)
  console.warn("SKIPPED the LoCoMo gate: no conversations here. Set PAGEFILE_DATA to the folder that holds locomo/*.json.");

describe.skipIf(folder === undefined)("recall on the LoCoMo conversations (PAGEFILE_DATA)", () => {
  test("stays within a point of the recipe's figures without an embedder", { timeout: 240_000 }, async () => {
    const measured: Measures[] = [];
    for (const conversation of readConversations(folder ?? "")) measured.push(...(await measure(conversation)));
    const { questions, turnR10, within1000, sessionR5, sessionAll5 } = meanOf(measured);
    expect(questions).toBe(997);
    expect(turnR10).toBeGreaterThanOrEqual(80.9);
    expect(within1000).toBeGreaterThanOrEqual(86);
    expect(sessionR5).toBeGreaterThanOrEqual(89.3);
    expect(sessionAll5).toBeGreaterThanOrEqual(85.2);
  });
});

async function measure({ turns, questions }: Conversation): Promise<readonly Measures[]> {
  await using memory = openMemory({ journal: sqlite({ file: ":memory:" }), armDeadlineMs: 60_000 });
  const space = memory.space("gate/locomo");
  const drafts = turns.map((turn) => {
    const { speaker, session, time } = turn;
    return {
      kind: "message",
      text: turnText(turn),
      body: { role: "user" },
      attributes: { speaker, session, role: "user" },
      occurredAt: time,
    } as const;
  });
  const { records } = await space.write(drafts);
  const turnOf = new Map(records.map(({ id }, at) => [id, turns[at]]));
  const sessions = new Map(turns.map(({ id, session }) => [id, session]));
  const measured: Measures[] = [];
  for (const question of questions) {
    const { hits } = await space.read(question.text, { limit: 100, arms: ["lexical", "time"] });
    const returned = hits.flatMap(({ id, score }) => {
      const turn = turnOf.get(id);
      return turn === undefined ? [] : [{ turn, score }];
    });
    measured.push(measureQuestion(question, returned, (id) => sessions.get(id) ?? ""));
  }
  return measured;
}
