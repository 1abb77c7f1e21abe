import { invalid } from "../request-error.ts";

const mostCharacters = 200;

/** What an uploaded file is called: the last part of whatever was sent, never a path, without what cannot be seen. */
export function fileName(sent: string): string {
  const last = sent.split(/[/\\]/).at(-1) ?? "";
  const name = last.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "").trim();
  if (name === "" || /^\.+$/.test(name)) throw invalid("The file has no name.");
  if (name.length > mostCharacters) throw invalid(`The file's name has ${name.length} characters; at most ${mostCharacters} are taken.`);
  return name;
}
