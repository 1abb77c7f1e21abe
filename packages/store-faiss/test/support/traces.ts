import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const piece = 16;

/** How many of the vectors have four neighbouring numbers, from a multiple of four on, somewhere in the files of a folder. */
export function countTraces(folder: string, vectors: readonly Float32Array[]): number {
  const looked = new Map<number, { readonly bytes: Buffer; readonly vector: number }[]>();
  for (const [vector, { buffer, byteOffset, byteLength }] of vectors.entries()) {
    for (let at = 0; at + piece <= byteLength; at += piece) {
      const bytes = Buffer.from(buffer, byteOffset + at, piece);
      const start = bytes.readUInt32LE(0);
      looked.set(start, [...(looked.get(start) ?? []), { bytes, vector }]);
    }
  }
  const found = new Set<number>();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    if (!statSync(path).isFile()) continue;
    const content = readFileSync(path);
    for (let at = 0; at + piece <= content.length; at += 1) {
      for (const { bytes, vector } of looked.get(content.readUInt32LE(at)) ?? []) {
        if (content.compare(bytes, 0, piece, at, at + piece) === 0) found.add(vector);
      }
    }
  }
  return found.size;
}
