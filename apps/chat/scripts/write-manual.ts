// Writes agents/support/documents/kestrel-manual.pdf from kestrel-manual.txt beside this file: `node apps/chat/scripts/write-manual.ts`.
import { readFileSync, writeFileSync } from "node:fs";

const here = (path: string): URL => new URL(path, import.meta.url);
const pages = readFileSync(here("kestrel-manual.txt"), "utf8").trim().split("\n---\n");
writeFileSync(here("../agents/support/documents/kestrel-manual.pdf"), pdf(pages.map(page), "Kestrel brewer: owner's manual"), "latin1");

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

function pdf(contents: readonly string[], title: string): string {
  const kids = contents.map((_, at) => `${6 + 2 * at} 0 R`).join(" ");
  const font = (name: string): string => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
    `<< /Type /Pages /Count ${contents.length} /Kids [${kids}] >>`,
    font("Helvetica"),
    font("Helvetica-Bold"),
    `<< /Title (${title}) >>`,
    ...contents.flatMap((content, at) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${7 + 2 * at} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ];
  let file = "%PDF-1.4\n";
  const places = objects.map((object, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const trailer = `<< /Size ${objects.length + 1} /Root 1 0 R /Info 5 0 R >>`;
  return `${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}trailer\n${trailer}\nstartxref\n${file.length}\n%%EOF\n`;
}
