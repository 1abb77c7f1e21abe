import { describe, expect, it } from "vitest";
import type { CheckView } from "../../src/protocol/check.ts";
import type { ServerEvent } from "../../src/protocol/events.ts";
import { type Letter, Mailbox } from "../../src/server/feed/mailbox.ts";

const entry = (seq: number): Letter => ({
  seq,
  event: {
    type: "entry",
    entry: { seq, operation: "put", record: "r", version: 1, recordedAt: "", superseded: false, undoable: true, hash: "" },
  },
});
const importing = (id: string, bytes: number): ServerEvent => ({
  type: "import",
  import: { id, name: "a", bytes, state: "receiving", entries: 0, problems: [] },
});

async function takeAll(mailbox: Mailbox, count: number): Promise<readonly (Letter | undefined)[]> {
  const letters: (Letter | undefined)[] = [];
  for (let at = 0; at < count; at += 1) letters.push(await mailbox.take());
  return letters;
}

describe("the mailbox of a page", () => {
  it("hands out what came in, in order, and waits for what has not come yet", async () => {
    const mailbox = new Mailbox();
    const first = mailbox.take();
    mailbox.put(entry(1));
    mailbox.put(entry(2));
    expect([await first, await mailbox.take()]).toEqual([entry(1), entry(2)]);
  });

  it("makes of more entries than a page can show one that says so, and keeps everything else", async () => {
    const mailbox = new Mailbox();
    const begun: ServerEvent = { type: "turn-start", turn: "t", text: "hi" };
    mailbox.put({ event: begun });
    for (let seq = 1; seq <= 10_000; seq += 1) mailbox.put(entry(seq));
    const letters = await takeAll(mailbox, 2);
    expect(letters[0]?.event.type).toBe("many");
    expect(letters[1]).toEqual({ event: begun });
    const rest: Letter[] = [];
    mailbox.put({ event: { type: "turn-finish", turn: "t", reason: "answered" } });
    for (;;) {
      const letter = await mailbox.take();
      if (letter === undefined || letter.event.type === "turn-finish") break;
      rest.push(letter);
    }
    expect(rest.length).toBeLessThanOrEqual(50);
    expect(letters.concat(rest).findLast((letter) => letter?.seq !== undefined)?.seq).toBe(10_000);
  });

  it("keeps of an import, and of the stores, only how it stands now", async () => {
    const mailbox = new Mailbox();
    for (let bytes = 0; bytes < 100; bytes += 1) mailbox.put({ event: importing("a", bytes) });
    mailbox.put({ event: importing("b", 1) });
    mailbox.put({ event: { type: "stores", stores: [] } });
    mailbox.put({ event: { type: "stores", stores: [{ name: "x", arms: [], behind: 1 }] } });
    expect((await takeAll(mailbox, 3)).map((letter) => letter?.event)).toEqual([
      importing("a", 99),
      importing("b", 1),
      { type: "stores", stores: [{ name: "x", arms: [], behind: 1 }] },
    ]);
  });

  it("keeps of a check how far it is now", async () => {
    const mailbox = new Mailbox();
    const check = (done: number): CheckView => ({
      id: "c",
      repair: false,
      state: "running",
      progress: { phase: "journal", done, total: 9 },
    });
    for (const done of [1, 5, 9]) mailbox.put({ event: { type: "check", check: check(done) } });
    mailbox.put(entry(1));
    expect((await takeAll(mailbox, 2)).map((letter) => letter?.event)).toEqual([{ type: "check", check: check(9) }, entry(1).event]);
  });

  it("is closed when its page takes nothing at all, so that it never grows", async () => {
    const mailbox = new Mailbox();
    for (let turn = 0; turn < 1000; turn += 1) mailbox.put({ event: { type: "turn-start", turn: String(turn), text: "hi" } });
    expect(await mailbox.take()).toMatchObject({ event: { turn: "0" } });
    for (let turn = 1000; turn < 1002; turn += 1) mailbox.put({ event: { type: "turn-start", turn: String(turn), text: "hi" } });
    expect(await mailbox.take()).toBeUndefined();
  });

  it("ends whoever waits when it is closed, and takes nothing more", async () => {
    const mailbox = new Mailbox();
    const waiting = mailbox.take();
    mailbox.close();
    mailbox.put(entry(1));
    expect([await waiting, await mailbox.take()]).toEqual([undefined, undefined]);
  });
});
