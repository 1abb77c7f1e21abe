const names: Readonly<Record<string, string>> = {
  ".htm": "HTML",
  ".html": "HTML",
  ".markdown": "Markdown",
  ".md": "Markdown",
  ".pdf": "PDF",
  ".text": "Text",
  ".txt": "Text",
};

/** What kinds of files may be imported, by the endings of their names; several may be of one kind. */
export function formatsInWords(endings: readonly string[]): string {
  return [...new Set(endings.map((ending) => names[ending] ?? ending))].join(", ");
}
