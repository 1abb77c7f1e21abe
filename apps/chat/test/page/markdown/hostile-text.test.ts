import { describe, expect, it } from "vitest";
import { elementsOf, rendered } from "./rendered.ts";

const payloads: Readonly<Record<string, string>> = {
  "an image": "![x](https://evil.test/a.png)",
  "an image by reference": "![x][r]\n\n[r]: https://evil.test/b.png",
  "an image element": '<img src="https://evil.test/c.png">',
  "a script": "<script>window.__pwned = 1</script>",
  "an event handler": '<img src=x onerror="window.__pwned = 1">',
  "a script in a link": "[click](javascript:alert(1)) and [again](JaVa\tScript:alert(1)) and <javascript:alert(1)>",
  "a vector image": '<svg onload="alert(1)"><image href="https://evil.test/d.png"/></svg>',
  "an imported style": "<style>@import url(https://evil.test/e.css);</style>",
  "a background": '<div style="background: url(https://evil.test/f.png)">x</div>',
  "a style sheet": '<link rel="stylesheet" href="https://evil.test/g.css">',
  "a frame": '<iframe src="https://evil.test/h"></iframe>',
  "a video": '<video poster="https://evil.test/i.png" src="https://evil.test/j.mp4"></video>',
  "a form": '<form action="https://evil.test/k"><input name="q"><button>go</button></form>',
  "a page that leaves": '<meta http-equiv="refresh" content="0;url=https://evil.test/l">',
  "an image in data": "![d](data:image/svg+xml,<svg onload=alert(1)>)",
};

const harmless = new Set(["div", "p", "span", "a", "code", "em", "strong"]);

describe("text of others in Markdown", () => {
  for (const [name, payload] of Object.entries(payloads)) {
    it(`makes nothing of ${name} but words`, () => {
      const markup = rendered(payload);
      expect([...elementsOf(markup)].filter((element) => !harmless.has(element))).toEqual([]);
      expect(markup).not.toMatch(/<[^>]*\s(?:src|style|action|poster|on\w+)=/i);
      expect(markup).not.toMatch(/href="(?!https?:|mailto:)/i);
    });
  }

  it("names an image instead of loading it", () => {
    expect(rendered("before ![a cat](https://evil.test/a.png) after")).toContain("[image: a cat]");
  });

  it("shows where a link goes, without the name in front that hides it", () => {
    const markup = rendered("[your bank](https://bank.example@evil.test/x)");
    expect(markup).toContain('href="https://evil.test/x"');
    expect(markup).toContain("(evil.test)");
    expect(markup).toContain('rel="noopener noreferrer nofollow"');
  });

  it("shows a host of foreign letters as what it is", () => {
    expect(rendered("[apple](https://\u0430pple.com)")).toContain("(xn--pple-43d.com)");
  });

  it("shows marks that turn text around", () => {
    expect(rendered("invoice\u202Efdp.exe")).toContain("U+202E");
  });
});

const pathological: Readonly<Record<string, string>> = {
  "delimiters without end": "**_a".repeat(8_000),
  "brackets without end": "[".repeat(20_000),
  "quotes in quotes": `${"> ".repeat(2_000)}a`,
  "lists in lists": Array.from({ length: 60 }, (_, depth) => `${"  ".repeat(depth)}- a`).join("\n"),
  "lists in lists on one line": `${"- ".repeat(3_000)}a`,
  "a text of a megabyte": "word ".repeat(200_000),
};

describe("text that a parser would choke on", () => {
  for (const [name, text] of Object.entries(pathological)) {
    it(`shows ${name} as they are`, () => {
      const markup = rendered(text);
      expect(markup.startsWith('<p class="markdown markdown-plain">')).toBe(true);
      expect(markup).toContain(text.slice(-20).trim().replaceAll(">", "&gt;"));
    });
  }
});
