/** A page of a test file: its lines, or one that leads to itself, that is named and not there, or that shows a picture only. */
export type PdfPage = readonly string[] | "damaged" | "missing" | "scan";

export interface PdfOptions {
  readonly title?: string;
  /** Opens with a password that nobody knows. */
  readonly encrypted?: boolean;
}

/** A PDF as small as they get: uncompressed, one font, ASCII only. */
export function writePdf(pages: readonly PdfPage[], { title, encrypted = false }: PdfOptions = {}): Uint8Array {
  const first = 5;
  const pageNumber = (at: number): number => first + 2 * at;
  const objects = new Map<number, string>([
    [1, "<< /Type /Catalog /Pages 2 0 R >>"],
    [2, `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, at) => `${pageNumber(at)} 0 R`).join(" ")}] >>`],
    [3, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"],
    [4, `<< ${title === undefined ? "" : `/Title (${escape(title)})`} >>`],
  ]);
  for (const [at, page] of pages.entries()) {
    if (page === "damaged") objects.set(pageNumber(at), `<< /Type /Pages /Count 1 /Kids [${pageNumber(at)} 0 R] >>`);
    if (page === "damaged" || page === "missing") continue;
    const content = page === "scan" ? "0 0 612 792 re f" : textOf(page);
    const resources = "/Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 612 792]";
    objects.set(pageNumber(at), `<< /Type /Page /Parent 2 0 R ${resources} /Contents ${pageNumber(at) + 1} 0 R >>`);
    objects.set(pageNumber(at) + 1, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  }
  let file = "%PDF-1.4\n";
  const places = new Map<number, number>();
  for (const [number, body] of objects) {
    places.set(number, file.length);
    file += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const size = first + 2 * pages.length;
  const rows = Array.from({ length: size }, (_, number) => {
    const place = places.get(number);
    return place === undefined ? "0000000000 65535 f \n" : `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const secret = `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${"0a".repeat(32)}> /U <${"0b".repeat(32)}> >> /ID [<01> <01>]`;
  const trailer = `<< /Size ${size} /Root 1 0 R /Info 4 0 R ${encrypted ? secret : ""} >>`;
  file += `xref\n0 ${size}\n${rows.join("")}trailer\n${trailer}\nstartxref\n${file.length}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}

/** A manual of so many pages of 40 lines, each page with a number that no other has. */
export function longManual(pages: number): readonly (readonly string[])[] {
  return Array.from({ length: pages }, (_, at) =>
    Array.from(
      { length: 40 },
      (_line, line) => `Line ${line} of page ${at + 1} says that valve ${(at + 1) * 1000 + line} is turned by hand once.`,
    ),
  );
}

function textOf(lines: readonly string[]): string {
  return `BT /F1 10 Tf 12 TL 50 750 Td\n${lines.map((line) => `(${escape(line)}) Tj T*`).join("\n")}\nET`;
}

function escape(text: string): string {
  return text.replace(/[\\()]/g, "\\$&");
}
