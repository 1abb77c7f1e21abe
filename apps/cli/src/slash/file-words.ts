import { homedir } from "node:os";

/** The paths in what was typed, as a shell reads them: quotes and `\ ` keep a blank, a leading `~/` is the home folder. */
export function fileWords(typed: string): readonly string[] {
  const words = typed.match(/(?:"[^"]*"|'[^']*'|\\.|\S)+/g) ?? [];
  return words.map((word) => unquoted(word.replace(/^~(?=\/|$)/, () => homedir())));
}

function unquoted(word: string): string {
  return word.replace(/"([^"]*)"|'([^']*)'|\\([\s"'])/g, "$1$2$3");
}
