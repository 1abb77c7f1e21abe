import { describe, expect, onTestFinished, test } from "vitest";
import { readDocument } from "../src/index.ts";
import { longestPause } from "./support/longest-pause.ts";
import { longManual, type PdfPage, type PdfOptions, writePdf } from "./support/write-pdf.ts";

function read(pages: readonly PdfPage[], options: PdfOptions = {}): ReturnType<typeof readDocument> {
  return readDocument({ name: "manual.pdf", bytes: writePdf(pages, options) });
}

describe("a PDF", () => {
  test("is read page by page, each in chunks of its own, with its own title", async () => {
    const seen: string[] = [];
    const bytes = writePdf([["The valve is red."], ["The pump (small) is blue."]], { title: "Boiler manual" });
    const document = await readDocument({ name: "manual.pdf", bytes }, { onPage: (page, pages) => void seen.push(`${page}/${pages}`) });
    expect(document).toEqual({
      title: "Boiler manual",
      pages: 2,
      chunks: [
        { text: "The valve is red.", title: "Boiler manual", page: 1 },
        { text: "The pump (small) is blue.", title: "Boiler manual", page: 2 },
      ],
      problems: [],
    });
    expect(seen).toEqual(["1/2", "2/2"]);
    expect(bytes.length).toBeGreaterThan(0);
  });

  test("is called by its file where it has no title", async () => {
    expect((await read([["Some text."]])).title).toBe("manual.pdf");
  });

  test("is read around a page that is damaged, and says which", async () => {
    const { chunks, pages, problems } = await read([["One."], "damaged", ["Three."], "scan"]);
    expect(chunks.map(({ page, text }) => [page, text])).toEqual([
      [1, "One."],
      [3, "Three."],
    ]);
    expect(pages).toBe(4);
    expect(problems).toEqual([
      { page: 2, reason: "Pages tree contains circular reference" },
      { page: 4, reason: "it holds no text; it may be a picture" },
    ]);
  });

  test("whose list of pages breaks off is read up to there, and says that more may be lost", async () => {
    const { chunks, problems } = await read([["One."], "missing", ["Three."]]);
    expect(chunks.map(({ text }) => text)).toEqual(["One."]);
    expect(problems).toEqual([{ page: 2, reason: expect.stringMatching(/; there may have been pages behind it$/) }]);
  });

  test.each<[string, () => Promise<unknown>, RegExp]>([
    ["of which no page can be found", () => read([]), /^manual\.pdf /],
    ["all of whose pages are damaged", () => read(["missing"]), /^No page of manual\.pdf can be read: /],
    ["that is a scan", () => read(["scan", "scan"]), /^manual\.pdf holds no text; it may be a scan, which needs OCR first\.$/],
    ["that is encrypted", () => read([["Secret."]], { encrypted: true }), /^manual\.pdf is encrypted and needs a password/],
    [
      "that is none",
      () => readDocument({ name: "manual.pdf", bytes: new TextEncoder().encode("no PDF at all") }),
      /^manual\.pdf cannot be read as \.pdf: /,
    ],
    ["that is empty", () => readDocument({ name: "manual.pdf", bytes: new Uint8Array() }), /^manual\.pdf cannot be read as \.pdf: /],
    [
      "of which half is missing",
      () => readDocument({ name: "manual.pdf", bytes: writePdf(longManual(3)).slice(0, 200) }),
      /^(No page of )?manual\.pdf /,
    ],
  ])("%s is refused with a sentence", async (_name, reading, message) => {
    await expect(reading()).rejects.toMatchObject({ code: "DOCUMENT_INVALID", message: expect.stringMatching(message) });
  });

  test("in which the parser trips over its own feet does the process no harm", async () => {
    const stray: unknown[] = [];
    const keep = (reason: unknown): void => void stray.push(reason);
    process.on("unhandledRejection", keep);
    onTestFinished(() => void process.off("unhandledRejection", keep));
    const text = new TextDecoder().decode(writePdf([["One."], ["Two."], ["Three."]]));
    const broken = text.replace("/Count", "/Kount").replace(/792\](?![^]*792\])/, "792x");
    const { chunks } = await readDocument({ name: "manual.pdf", bytes: new TextEncoder().encode(broken) });
    expect(chunks[0]?.text).toBe("One.");
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(stray).toEqual([]);
  });

  test("leaves the bytes to who gave them", async () => {
    const bytes = writePdf([["One."]]);
    const before = bytes.slice();
    await readDocument({ name: "manual.pdf", bytes });
    expect(bytes).toEqual(before);
  });

  test("of 200 pages is read whole, without holding up the process", { timeout: 60_000 }, async () => {
    const bytes = writePdf(longManual(200));
    await readDocument({ name: "warm.pdf", bytes: writePdf([["Warm."]]) });
    const pause = longestPause();
    const { chunks, pages, problems } = await readDocument({ name: "manual.pdf", bytes });
    expect({ pages, problems }).toEqual({ pages: 200, problems: [] });
    const texts = chunks.map(({ text }) => text).join("\n");
    for (let page = 1; page <= 200; page += 1) expect(texts).toContain(`valve ${page * 1000 + 39} is turned`);
    expect(pause.end()).toBeLessThan(120);
  });

  test("is not begun when it is left before its reader is there", async () => {
    const controller = new AbortController();
    const reading = readDocument({ name: "manual.pdf", bytes: writePdf([["Some text."]]) }, { signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(reading).rejects.toThrow("enough");
  });

  test("is left in its midst when that is asked for", async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const reading = readDocument(
      { name: "manual.pdf", bytes: writePdf(longManual(20)) },
      {
        signal: controller.signal,
        onPage: (page) => {
          seen.push(page);
          if (page === 3) controller.abort(new Error("enough"));
        },
      },
    );
    await expect(reading).rejects.toThrow("enough");
    expect(seen).toEqual([1, 2, 3]);
  });
});
