import { describe, expect, test } from "vitest";
import { documentExtensions, readDocument, type ReadDocument } from "../src/index.ts";
import { longestPause } from "./support/longest-pause.ts";

function read(name: string, text: string): Promise<ReadDocument> {
  return readDocument({ name, bytes: new TextEncoder().encode(text) });
}

describe("text", () => {
  test("is cut at blank lines, and short paragraphs share a chunk", async () => {
    const { title, chunks, problems } = await read("notes.txt", "One.\r\n\r\nTwo,\r\nstill two.\n \nThree.");
    expect({ title, problems }).toEqual({ title: "notes.txt", problems: [] });
    expect(chunks).toEqual([{ text: "One.\n\nTwo,\nstill two.\n\nThree.", title: "notes.txt" }]);
  });

  test("is understood in UTF-8, in UTF-16 with its mark, and in the code page of the west", async () => {
    const wide = new Uint8Array([0xff, 0xfe, ..."Åse".split("").flatMap((one) => [one.charCodeAt(0), 0])]);
    for (const bytes of [new TextEncoder().encode("Åse"), wide, new Uint8Array([0xc5, 0x73, 0x65])])
      expect((await readDocument({ name: "a.txt", bytes })).chunks[0]?.text).toBe("Åse");
  });

  test("longer than a chunk is cut between sentences, and nothing of it is lost", async () => {
    const sentences = Array.from({ length: 400 }, (_, at) => `The ${at}th sentence tells of valve ${at * 7}, and no more.`);
    const { chunks } = await read("long.txt", sentences.join(" "));
    expect(chunks.map(({ text }) => text).join(" ")).toBe(sentences.join(" "));
    for (const { text } of chunks) {
      expect(text.length).toBeLessThanOrEqual(1_050);
      expect(text).toMatch(/^The .* more\.$/s);
    }
    expect(chunks.length).toBeLessThan(30);
  });

  test.each([
    ["without a blank", "x".repeat(30_000)],
    ["of Chinese", "我喜欢在图书馆看书".repeat(3_000)],
    ["of characters that take two units", "🦦".repeat(9_000)],
  ])("%s is cut into chunks that are whole characters and no longer than others", async (_name, text) => {
    const { chunks } = await read("odd.txt", text);
    expect(chunks.map((chunk) => chunk.text).join("")).toBe(text);
    for (const chunk of chunks) {
      expect(chunk.text.isWellFormed()).toBe(true);
      expect(chunk.text.length).toBeLessThanOrEqual(1_050);
    }
  });
});

describe("Markdown", () => {
  test("is cut at its headings, which each chunk carries", async () => {
    const text =
      "---\ntitle: 'Garden book'\n---\n# Garden\n\nIntro.\n\n## Ferns ##\nWater.\n\n```sh\n# no heading\n\nrun\n```\n\nTomatoes\n---\nSun.";
    const { title, chunks } = await read("garden.md", text);
    expect(title).toBe("Garden book");
    expect(chunks).toEqual([
      { title: "Garden book › Garden", text: "Intro." },
      { title: "Garden book › Garden › Ferns", text: "Water.\n\n```sh\n# no heading\n\nrun\n```" },
      { title: "Garden book › Garden › Tomatoes", text: "Sun." },
    ]);
  });

  test("is called by its first heading, else by its file", async () => {
    expect((await read("a.md", "# Garden #\n\nText.")).title).toBe("Garden");
    expect((await read("a.md", "Text.")).title).toBe("a.md");
  });
});

describe("HTML", () => {
  test("gives what a reader sees of it, under its headings", async () => {
    const text = `<title> Letter
      from Åse</title><style>p{}</style><script>alert("x")</script><h1>Dear all</h1><p>The <b>ferry</b> leaves<br>at seven.
      <div>Tea &amp; cake</div><h2>Later</h2><table><tr><td>1</td><td>2</td></tr></table>`;
    const { title, chunks } = await read("letter.html", text);
    expect(title).toBe("Letter from Åse");
    expect(chunks).toEqual([
      { title: "Letter from Åse › Dear all", text: "The ferry leaves\nat seven.\n\nTea & cake" },
      { title: "Letter from Åse › Dear all › Later", text: "1 2" },
    ]);
  });
});

describe("a file", () => {
  test("of another kind is refused by name, and a kind goes by the ending in any case", async () => {
    await expect(read("image.png", "x")).rejects.toMatchObject({
      code: "DOCUMENT_UNSUPPORTED",
      message: "image.png: only .txt, .text, .md, .markdown, .html, .htm, .pdf can be read.",
    });
    await expect(read("README", "x")).rejects.toMatchObject({ code: "DOCUMENT_UNSUPPORTED" });
    await expect(read("a.constructor", "x")).rejects.toMatchObject({ code: "DOCUMENT_UNSUPPORTED" });
    expect((await read("A.TXT", "x")).chunks).toHaveLength(1);
    expect(documentExtensions).toContain(".pdf");
  });

  test.each(documentExtensions.filter((extension) => extension !== ".pdf"))(
    "%s without text, or with bytes for text, is refused",
    async (extension) => {
      await expect(read(`a${extension}`, " \n\n ")).rejects.toMatchObject({
        code: "DOCUMENT_INVALID",
        message: `a${extension} holds no text.`,
      });
      await expect(read(`a${extension}`, "a\0b")).rejects.toMatchObject({
        code: "DOCUMENT_INVALID",
        message: `a${extension} is no text file.`,
      });
    },
  );

  test("with a title as long as a page has a short one", async () => {
    const { title, chunks } = await read("a.html", `<title>${"long ".repeat(2_000)}</title><p>Text.`);
    expect(title).toHaveLength(300);
    expect(chunks[0]?.title).toBe(title);
  });

  test("with a heading as long as a page has chunks whose title can be kept", async () => {
    const { chunks } = await read("a.html", `<h1>${"long ".repeat(2_000)}</h1><p>Text.`);
    expect(chunks).toMatchObject([{ text: "Text.", title: expect.stringMatching(/^.{4000}$/) as string }]);
  });

  test("is not read for a signal that is aborted", async () => {
    const bytes = new TextEncoder().encode("Text.");
    await expect(readDocument({ name: "a.txt", bytes }, { signal: AbortSignal.abort(new Error("no")) })).rejects.toThrow("no");
  });

  const line = "The quick brown fox jumps over the lazy dog near the river bank. ";
  test.each([
    ["long.txt", `${line.repeat(12)}\n\n`.repeat(4_000)],
    ["one-paragraph.txt", line.repeat(40_000)],
    ["long.md", `## Part\n\n${line.repeat(12)}\n\n`.repeat(4_000)],
    ["hashes.md", `# ${"#".repeat(1_000_000)}x\n\nText.`],
    ["front.md", `---\ntitle: a${" ".repeat(1_000_000)}b\n---\nText.`],
    ["long.html", `<h2>Part</h2><p>${line.repeat(12)}</p>`.repeat(4_000)],
    ["deep.html", `${"<div>".repeat(50_000)}Text.`],
  ])("%s of megabytes holds up nobody", { timeout: 60_000 }, async (name, text) => {
    const bytes = new TextEncoder().encode(text);
    await read(`warm${name.slice(name.lastIndexOf("."))}`, "Text.");
    const pause = longestPause();
    expect((await readDocument({ name, bytes })).chunks.length).toBeGreaterThan(0);
    expect(pause.end()).toBeLessThan(120);
  });
});
