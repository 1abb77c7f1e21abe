import type { MemoryRecord } from "@pagefile/core/contracts";
import { describe, expect, test } from "vitest";
import { readCues, scoreCues } from "../../src/retrieval/cues.ts";
import { dateFit, mentionedDates } from "../../src/retrieval/query-date.ts";

const now = Date.parse("2024-07-04T12:00:00.000Z");

describe("mentionedDates", () => {
  test.each([
    ["What happened on 8 May 2023?", [{ year: 2023, month: 5, day: 8 }]],
    ["What happened on May 8th, 2023?", [{ year: 2023, month: 5, day: 8 }]],
    ["the 3rd of June", [{ month: 6, day: 3 }]],
    ["in September 2022", [{ year: 2022, month: 9 }]],
    ["Where was Ana in May?", [{ month: 5 }]],
    ["her job in 2021", [{ year: 2021 }]],
    ["on 2024-02-29", [{ year: 2024, month: 2, day: 29 }]],
    ["what did I say yesterday", [{ year: 2024, month: 7, day: 3 }]],
    [
      "June 2023 or August 2023",
      [
        { year: 2023, month: 6 },
        { year: 2023, month: 8 },
      ],
    ],
  ])("reads %s", (query, expected) => expect(mentionedDates(query, now)).toEqual(expected));

  test.each(["May I ask you something?", "you may march on", "room 2145", "march to the sea", "Maya marched", "20 euros"])(
    "finds no date in %s",
    (query) => {
      expect(mentionedDates(query, now)).toEqual([]);
    },
  );
});

describe("dateFit", () => {
  test("is whole in the month named, less in the first ten days after it, nothing elsewhere", () => {
    const may = [{ month: 5, year: 2023 }];
    expect(dateFit(may, "2023-05-20T00:00:00.000Z")).toBe(1);
    expect(dateFit(may, "2023-06-10T00:00:00.000Z")).toBe(0.4);
    expect(dateFit(may, "2023-06-11T00:00:00.000Z")).toBe(0);
    expect(dateFit(may, "2022-05-20T00:00:00.000Z")).toBe(0);
    expect(dateFit([{ month: 12, year: 2022 }], "2023-01-05T00:00:00.000Z")).toBe(0.4);
  });
});

describe("scoreCues", () => {
  const cuesOf = (query: string, record: MemoryRecord, chat = false): unknown =>
    Object.fromEntries(scoreCues(readCues(query, now), record, chat));

  test("hears the speaker, a duration and a question", () => {
    expect(cuesOf("When did Ines plant them?", message("I planted them last week", { speaker: "Ines" }))).toEqual({
      speaker: 1,
      duration: 1,
    });
    expect(cuesOf("what about Tomas", message("How are you?", { speaker: "Ines" }))).toEqual({ question: 1 });
  });

  test("prefers people to the agent only where an agent talks", () => {
    const said = message("I live in Porto", {});
    const answered = message("You live in Porto", {}, "agent");
    expect(cuesOf("Porto", said, true)).toEqual({ role: 1 });
    expect(cuesOf("Porto", { ...said, origin: { channel: "tool", trust: "tool" } }, true)).toEqual({});
    expect(cuesOf("Porto", answered, true)).toEqual({});
    expect(cuesOf("Porto", said, false)).toEqual({});
  });
});

function message(text: string, attributes: MemoryRecord["attributes"], channel: "user" | "agent" = "user"): MemoryRecord {
  const at = "2023-01-01T00:00:00.000Z";
  const content = { kind: "message", body: { role: "user", text }, tags: [], attributes, createdAt: at, index: true } as const;
  return { ...content, id: "01", version: 1, seq: 1, recordedAt: at, origin: { channel, trust: "user" } };
}
