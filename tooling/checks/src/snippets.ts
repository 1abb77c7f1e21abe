import type { Repository } from "./repository.ts";

/** A piece of TypeScript out of a document, and where it stands. */
export interface Snippet {
  readonly file: string;
  /** Line of the document on which the code starts, counted from 1. */
  readonly line: number;
  readonly code: string;
}

/**
 * The ```ts blocks of every document. A block without an import goes on from the block before it,
 * so that a page may explain a program piece by piece.
 */
export function listSnippets(repository: Repository): readonly Snippet[] {
  return [...repository.files].flatMap(([file, text]) => (file.endsWith(".md") ? snippetsOf(file, text) : []));
}

function snippetsOf(file: string, text: string): readonly Snippet[] {
  const snippets: Snippet[] = [];
  for (const block of text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)) {
    const code = block[1] ?? "";
    const line = text.slice(0, block.index).split("\n").length + 1;
    const previous = snippets.at(-1);
    if (previous && !/^import /m.test(code)) {
      // Blank lines stand for the prose between, so that a line of the joined code is a line of the document.
      const gap = line - previous.line - (previous.code.split("\n").length - 1);
      snippets[snippets.length - 1] = { ...previous, code: previous.code + "\n".repeat(gap) + code };
    } else {
      snippets.push({ file, line, code });
    }
  }
  return snippets;
}
