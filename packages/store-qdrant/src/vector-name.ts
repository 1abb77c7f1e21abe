/*
 * The vectors of one embedder and length are a named vector of the collection, so that those of a new embedder are filled
 * while the old ones serve. Names become names of files on the server, so they keep letters, digits, ".", "_" and "-" only.
 */

const form = /^dense\.\d+\.(?<embedder>.*)$/;

/** The named vector for an embedder's vectors of a length. */
export function vectorName(embedder: string, dimensions: number): string {
  const safe = embedder.replace(/[^\w.-]/gu, (character) => `~${character.codePointAt(0)?.toString(16)}~`);
  return `dense.${dimensions}.${safe}`;
}

/** The embedder a named vector is of; undefined for a vector that is none of an embedder's. */
export function embedderOf(vector: string): string | undefined {
  const safe = form.exec(vector)?.groups?.["embedder"];
  return safe?.replace(/~([\da-f]+)~/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
}
