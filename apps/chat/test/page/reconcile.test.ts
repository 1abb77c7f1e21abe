import { describe, expect, it } from "vitest";
import type { PageMessage, PagePart } from "../../src/page/chat/page-message.ts";
import { prepend, reconcile, unsent, withoutRecord } from "../../src/page/chat/reconcile.ts";

type Metadata = NonNullable<PageMessage["metadata"]>;

const text = (words: string): PagePart => ({ type: "text", text: words });
const eviction: PagePart = {
  type: "data-eviction",
  id: "eviction-1",
  data: { messages: 6, through: "t0", summaryTokens: 90, summarised: true },
};

function said(turn: string, words: string): PageMessage {
  return { id: turn, role: "user", metadata: { turn }, parts: [text(words)] };
}

function reply(turn: string, parts: PagePart[], metadata: Metadata = {}): PageMessage {
  return { id: `reply-${turn}`, role: "assistant", metadata: { turn, ...metadata }, parts };
}

const stored = [said("t1", "hello"), reply("t1", [text("Hello.")], { stopReason: "answered", records: ["r1"] })];

describe("what the page shows, brought in line with memory", () => {
  it("takes the id that memory gave a message this page sent, and keeps what was seen of its reply", () => {
    const local: PageMessage = { id: "local", role: "user", parts: [text("hello")] };
    const live = reply("t1", [eviction, text("Hello.")], { stopReason: "answered" });
    expect(reconcile({ shown: [local, live], stored })).toEqual([
      said("t1", "hello"),
      reply("t1", [eviction, text("Hello.")], { stopReason: "answered", records: ["r1"] }),
    ]);
  });

  it("takes the reply of memory where this page saw only a part of it", () => {
    const broken = reply("t1", [text("Hel")]);
    expect(reconcile({ shown: [said("t1", "hello"), broken], stored })).toEqual(stored);
    const resumed = reply("t1", [text("lo.")], { stopReason: "answered", resumed: true });
    expect(reconcile({ shown: [resumed], stored })[1]?.parts).toEqual([text("Hello.")]);
  });

  it("takes the reply of memory where a call of it waited, which somebody else may have decided", () => {
    const asked = said("t2", "pay");
    const waits = reply("t2", [text("I pay.")], { stopReason: "confirmation" });
    const decided = reply("t2", [text("I pay."), text("Paid.")], { stopReason: "answered", records: ["r1", "r2"] });
    expect(reconcile({ shown: [asked, waits], stored: [asked, decided] })).toEqual([asked, decided]);
    const closed = reply("t2", [text("I pay.")], { records: ["r1"] });
    expect(reconcile({ shown: [asked, waits], stored: [asked, closed] })).toEqual([asked, closed]);
  });

  it("drops what memory no longer has", () => {
    const forgotten = [said("t2", "secret"), reply("t2", [text("Kept.")], { stopReason: "answered", records: ["r2"] })];
    expect(reconcile({ shown: [...stored, ...forgotten], stored })).toEqual(stored);
  });

  it("drops a reply whose records are gone, and keeps one of which none was ever written", () => {
    const asked = said("t2", "again");
    const gone = reply("t2", [text("Gone.")], { stopReason: "answered", records: ["r2"] });
    const stopped = reply("t2", [text("Half")], { stopReason: "cancelled" });
    expect(reconcile({ shown: [...stored, asked, gone], stored: [...stored, asked] })).toEqual([...stored, asked]);
    expect(reconcile({ shown: [...stored, asked, stopped], stored: [...stored, asked] })).toEqual([...stored, asked, stopped]);
  });

  it("keeps pages of earlier messages in front", () => {
    const earlier = said("t0", "long ago");
    expect(reconcile({ shown: [earlier, ...stored], stored, next: "t1" })).toEqual([earlier, ...stored]);
  });

  it("drops the oldest message where it was forgotten", () => {
    expect(reconcile({ shown: [said("t0", "long ago"), ...stored], stored })).toEqual(stored);
    expect(reconcile({ shown: [said("t05", "forgotten"), ...stored], stored: [said("t0", "before"), ...stored], next: "t0" })).toEqual([
      said("t0", "before"),
      ...stored,
    ]);
  });

  it("keeps the reply that is being written, and a message that was not sent", () => {
    const asked = said("t2", "and now?");
    const writing = reply("t2", [text("I am")]);
    const unsent: PageMessage = { id: "local", role: "user", parts: [text("wait")] };
    const shown = [...stored, asked, writing, unsent];
    expect(reconcile({ shown, stored: [...stored, asked], running: "t2" })).toEqual(shown);
  });
});

describe("a page of earlier messages", () => {
  it("comes in front", () => {
    expect(prepend([said("t0", "first")], stored)).toEqual([said("t0", "first"), ...stored]);
  });

  it("joins a reply that the border of the pages cut", () => {
    const head = reply("t1", [text("One.")], { createdAt: "2026-01-01T00:00:00.000Z" });
    const tail = reply("t1", [text("Two.")], { stopReason: "answered" });
    expect(prepend([said("t1", "hi"), head], [tail])).toEqual([
      said("t1", "hi"),
      reply("t1", [text("One."), text("Two.")], { createdAt: "2026-01-01T00:00:00.000Z", stopReason: "answered" }),
    ]);
  });
});

describe("what was not sent", () => {
  const local: PageMessage = { id: "local", role: "user", parts: [text("wait")] };

  it("is what nothing answers, also where another window spoke after it", () => {
    expect(unsent([...stored, local])).toEqual([local]);
    expect(unsent([local, said("t2", "from elsewhere"), reply("t2", [])])).toEqual([local]);
    expect(unsent([local, reply("t1", [])])).toEqual([]);
    const other = [said("t1", "from elsewhere"), local, reply("t1", [])];
    expect(unsent(other)).toEqual([local]);
    expect(reconcile({ shown: other, stored }).at(-1)).toEqual(local);
    const later: PageMessage = { id: "later", role: "user", parts: [text("and now?")] };
    expect(unsent([local, later, reply("t3", [])])).toEqual([local]);
  });

  it("is not what its own reply answers below another", () => {
    expect(unsent([said("t1", "from elsewhere"), local, reply("t1", []), reply("t2", [])])).toEqual([]);
  });
});

describe("a record that left memory", () => {
  it("takes its message from the page, whichever page that is on", () => {
    const [asked, answer] = stored;
    expect(withoutRecord(stored, "t1")).toEqual([answer]);
    expect(withoutRecord(stored, "r1")).toEqual([asked]);
    expect(withoutRecord(stored, "r9")).toEqual(stored);
  });

  it("leaves a reply of several records to memory", () => {
    const long = reply("t1", [text("One."), text("Two.")], { records: ["r1", "r2"] });
    expect(withoutRecord([long], "r1")).toEqual([long]);
  });
});
