/** Where a passage stands, as its line in memory says. */
export interface Citation {
  readonly document: string;
  readonly page?: number;
  /** The title of the mount it is in. */
  readonly mount?: string;
}

const titled = /^.+ \((?<document>.+?)(?:, page (?<page>\d+))?\)(?: in (?<mount>.+))?$/;
const untitled = /^(?<document>.+?), page (?<page>\d+)(?: in (?<mount>.+))?$/;
/** Characters; what is longer names no place, and these patterns are slow on it. */
const longestPlace = 2_000;
const fileName = /\.[A-Za-z0-9]{1,5}$/;

/** Undefined for what is said by somebody, and for a title in which nothing tells that it is of a document. */
export function readCitation(who: string): Citation | undefined {
  if (who.length > longestPlace) return undefined;
  const { document, page, mount } = (titled.exec(who) ?? untitled.exec(who))?.groups ?? {};
  if (document === undefined || (page === undefined && !fileName.test(document))) return undefined;
  return { document, ...(page !== undefined && { page: Number(page) }), ...(mount !== undefined && { mount }) };
}

/** `(manual.pdf, page 12)` */
export function citationText({ document, page, mount }: Citation, chinese: boolean): string {
  const at = page === undefined ? "" : chinese ? `，第${page}页` : `, page ${page}`;
  const where = mount === undefined ? "" : chinese ? `，${mount}` : ` in ${mount}`;
  return chinese ? `（${document}${at}${where}）` : `(${document}${at}${where})`;
}
