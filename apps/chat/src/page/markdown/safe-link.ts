const allowed = new Set(["http:", "https:", "mailto:"]);

export interface SafeLink {
  /** Whole, with a host in letters that cannot be taken for others. */
  readonly href: string;
  /** What a reader must see: the host, or the address of a mail. */
  readonly goesTo: string;
}

/** A link that may be followed; undefined for any other scheme, and for what is no whole address. */
export function safeLink(href: string): SafeLink | undefined {
  const url = URL.parse(href.trim());
  if (!url || !allowed.has(url.protocol)) return undefined;
  if (url.protocol === "mailto:") return { href: url.href, goesTo: url.pathname };
  url.username = "";
  url.password = "";
  return { href: url.href, goesTo: url.host };
}
