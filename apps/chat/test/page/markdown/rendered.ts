import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Markdown } from "../../../src/page/markdown/markdown.tsx";

/** The elements of a text, as they would be written down. */
export function rendered(text: string): string {
  return renderToStaticMarkup(createElement(Markdown, { text }));
}

/** The names of all elements in it. */
export function elementsOf(markup: string): ReadonlySet<string> {
  return new Set([...markup.matchAll(/<([a-z][\w-]*)/gi)].map(([, name = ""]) => name.toLowerCase()));
}
