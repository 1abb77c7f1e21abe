import { appendFileSync, closeSync, openSync, readdirSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { crc32 } from "node:zlib";
import type { StackPlaces } from "../../../src/compose-stack.ts";

type Fact = readonly [word: string, ...rest: (string | number)[]];

interface Stored {
  readonly set: number;
  readonly embedder: string;
  readonly offset: number;
  readonly bytes: Buffer;
}

const headerLength = 12;

/** The files of FAISS as bytes, and its cursors in SQLite, with nothing of ours in between. Nobody else has them open. */
export class BareFaiss {
  readonly #folder: string;
  readonly #file: string;

  constructor({ faiss, sqlite }: StackPlaces) {
    if (faiss === undefined || sqlite === undefined) throw new TypeError("This needs SQLite and FAISS.");
    this.#folder = faiss.folder;
    this.#file = sqlite.file;
  }

  /** The newest vector of a record, and where it is. */
  vector(space: string, id: string): Stored {
    const content = readFileSync(this.#log(space));
    const sets = new Map<unknown, { readonly embedder: string; readonly length: number }>();
    let found: Stored | undefined;
    for (const { facts, bytesAt } of framesOf(content)) {
      let offset = bytesAt;
      for (const fact of Array.isArray(facts) ? (facts as Fact[]) : []) {
        if (fact[0] === "set") sets.set(fact[1], { embedder: String(fact[3]), length: 4 * Number(fact[4]) });
        if (fact[0] !== "put") continue;
        const { embedder = "", length = 0 } = sets.get(fact[3]) ?? {};
        if (fact[1] === id) found = { set: Number(fact[3]), embedder, offset, bytes: content.subarray(offset, offset + length) };
        offset += length;
      }
    }
    if (found === undefined) throw new Error(`There is no vector of ${id}.`);
    return found;
  }

  /** Adds a whole frame, with the checksums it needs to be believed. */
  append(space: string, facts: readonly Fact[], bytes: Uint8Array = Buffer.alloc(0)): void {
    const text = Buffer.from(JSON.stringify(facts));
    const header = Buffer.alloc(headerLength);
    header.writeUInt32LE(text.length, 0);
    header.writeUInt32LE(bytes.length, 4);
    header.writeUInt32LE(crc32(text), 8);
    appendFileSync(this.#log(space), Buffer.concat([header, text, bytes]));
  }

  overwrite(space: string, { offset, bytes }: Stored): void {
    const descriptor = openSync(this.#log(space), "r+");
    writeSync(descriptor, Buffer.alloc(bytes.length, 1), 0, bytes.length, offset);
    closeSync(descriptor);
  }

  moveCursors(space: string, by: number): void {
    const database = new DatabaseSync(this.#file);
    const where = "space = (SELECT number FROM space WHERE name = ?) AND store LIKE 'faiss%'";
    database.prepare(`UPDATE cursor SET seq = seq + ? WHERE ${where}`).run(by, space);
    database.close();
  }

  /** Nothing is kept open. */
  async close(): Promise<void> {}

  #log(space: string): string {
    const logs = readdirSync(this.#folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [join(entry.parentPath, entry.name, "vectors.log")] : [],
    );
    const log = logs.find((path) => isLogOf(space, framesOf(readFileSync(path))[0]?.facts));
    if (log === undefined) throw new Error(`There is no log of ${space}.`);
    return log;
  }
}

function isLogOf(space: string, header: unknown): boolean {
  return typeof header === "object" && header !== null && "space" in header && header.space === space;
}

function framesOf(content: Buffer): readonly { readonly facts: unknown; readonly bytesAt: number }[] {
  const frames = [];
  for (let at = 0; at < content.length;) {
    const bytesAt = at + headerLength + content.readUInt32LE(at);
    frames.push({ facts: JSON.parse(content.toString("utf8", at + headerLength, bytesAt)) as unknown, bytesAt });
    at = bytesAt + content.readUInt32LE(at + 4);
  }
  return frames;
}

/** What a log says of a vector that it has. */
export function putOf(id: string, version: number, { set, bytes }: Pick<Stored, "set" | "bytes">): Fact {
  return ["put", id, version, set, crc32(bytes)];
}
