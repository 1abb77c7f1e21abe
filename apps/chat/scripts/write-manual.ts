// Writes agents/support/documents/kestrel-manual.pdf from kestrel-manual.txt beside this file: `node apps/chat/scripts/write-manual.ts`.
import { readFileSync, writeFileSync } from "node:fs";
import { pdfFile } from "./pdf-file.ts";

const here = (path: string): URL => new URL(path, import.meta.url);
const pages = readFileSync(here("kestrel-manual.txt"), "utf8").trim().split("\n---\n");
writeFileSync(here("../agents/support/documents/kestrel-manual.pdf"), pdfFile(pages.map(page), "Kestrel brewer: owner's manual"), "latin1");

/** What is shown on one page, as the operators of PDF. */
function page(text: string, at: number): string {
  const lines: string[] = [];
  let y = 780;
  const show = (line: string, { font, size, gap }: { readonly font: string; readonly size: number; readonly gap: number }): void => {
    y -= gap;
    lines.push(`BT /${font} ${size} Tf 56 ${y} Td (${line.replace(/[\\()]/g, "\\$&")}) Tj ET`);
  };
  for (const paragraph of text.split("\n").filter((one) => one !== "")) {
    const heading = /^# (.+)$/.exec(paragraph)?.[1];
    if (heading !== undefined) show(heading, { font: "F2", size: 15, gap: 30 });
    else for (const [row, line] of wrap(paragraph, 92).entries()) show(line, { font: "F1", size: 10, gap: row === 0 ? 19 : 14 });
  }
  if (y < 60) throw new Error(`Page ${at + 1} is too long.`);
  lines.push(`BT /F1 9 Tf 290 34 Td (${at + 1}) Tj ET`);
  return lines.join("\n");
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
