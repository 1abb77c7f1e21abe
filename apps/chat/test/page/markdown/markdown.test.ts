import { describe, expect, it } from "vitest";
import { rendered } from "./rendered.ts";

describe("Markdown", () => {
  it("keeps emphasis, code and line breaks", () => {
    expect(rendered("**bold** _soft_ ~~gone~~ `a < b`  \nnext")).toBe(
      '<div class="markdown"><p><strong>bold</strong> <em>soft</em> <del>gone</del> <code>a &lt; b</code><br/>next</p></div>',
    );
  });

  it("keeps the lines of what is said line by line", () => {
    expect(rendered("“one” (faq.md)\n“two” (manual.pdf)")).toContain("<p>“one” (faq.md)<br/>“two” (manual.pdf)</p>");
  });

  it("keeps headings at one level, so that none is skipped", () => {
    expect(rendered("# One\n\n### Three")).toBe('<div class="markdown"><h4 data-depth="1">One</h4><h4 data-depth="3">Three</h4></div>');
  });

  it("keeps lists in lists, their numbers and their tasks", () => {
    const markup = rendered("3. three\n   - inner\n4. four\n\n- [x] done\n- [ ] open");
    expect(markup).toContain('<ol start="3"><li>three<ul><li>inner</li></ul></li><li>four</li></ol>');
    expect(markup).toContain('<span class="task">☑ </span>');
    expect(markup).toContain('<span class="task">☐ </span>');
    expect(markup).not.toContain("<input");
  });

  it("keeps tables with their alignment", () => {
    const markup = rendered("| arm | rank |\n| --- | ---: |\n| lexical | 1 |");
    expect(markup).toContain('<th scope="col">arm</th><th scope="col" data-align="right">rank</th>');
    expect(markup).toContain('<td>lexical</td><td data-align="right">1</td>');
  });

  it("keeps code as it is", () => {
    const markup = rendered("```ts\nconst a = 1 < 2; // **no**\n```");
    expect(markup).toContain("<code>const a = 1 &lt; 2; // **no**</code>");
  });

  it("resolves links that are defined at the end", () => {
    expect(rendered("see [it][r]\n\nmore\n\n[r]: https://example.org/a")).toContain('href="https://example.org/a"');
  });

  it("decodes what stands for a letter, and only once", () => {
    expect(rendered("a &lt;b&gt; &amp;lt; &#x263A; &nosuch;")).toContain("a &lt;b&gt; &amp;lt; ☺ &amp;nosuch;");
  });

  it("keeps quotes and rules", () => {
    expect(rendered("> said\n\n---")).toBe('<div class="markdown"><blockquote><p>said</p></blockquote><hr/></div>');
  });
});
