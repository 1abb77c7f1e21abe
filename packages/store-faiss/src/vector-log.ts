import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync } from "node:fs";
import { crc32 } from "node:zlib";
import type { RecordId, RecordKind, Space } from "@pagefile/core/contracts";
import { replaceFile, writeFully } from "./durable-file.ts";
import { encodeFrame, readBytes, readFrame } from "./frame.ts";

/** What the log says, in order. Each `put` has a vector in the bytes of its frame. */
export type LogEntry =
  | readonly ["set", number: number, kind: RecordKind, embedder: string, dimensions: number]
  | readonly ["put", id: RecordId, version: number, set: number, checksum: number]
  /** That version, and any before, has no vector. */
  | readonly ["none", id: RecordId, version: number];

export interface LogHeader {
  readonly format: 1;
  readonly space: Space;
  /** A new one for each rewriting, so that a graph made for another one is recognised. */
  readonly generation: string;
}

/** Where a vector is. */
export interface Place {
  readonly offset: number;
  readonly dimensions: number;
  readonly checksum: number;
}

export interface LogFrame {
  readonly entries: readonly LogEntry[];
  /** Where the first vector of the frame is. */
  readonly vectorsAt: number;
}

/** The vectors of a space as they came: appended, and on the disk when `append` returns. Everything else can be made from it. */
export class VectorLog {
  readonly header: LogHeader;
  readonly #descriptor: number;
  readonly #start: number;
  #end: number;

  private constructor(descriptor: number, header: LogHeader, start: number) {
    this.#descriptor = descriptor;
    this.header = header;
    this.#start = start;
    this.#end = start;
  }

  /** Writes a new log in place of whatever is there. */
  static write(path: string, header: LogHeader, frames: Iterable<readonly [readonly LogEntry[], readonly Float32Array[]]>): void {
    replaceFile(path, (descriptor) => {
      writeFully(descriptor, encodeFrame(header, new Uint8Array()));
      for (const [entries, vectors] of frames) writeFully(descriptor, encodeFrame(entries, bytesOf(vectors)));
    });
  }

  /** Undefined for a file that is not a log of this space and format. */
  static open(path: string, space: Space): VectorLog | undefined {
    const descriptor = openSync(path, "r+");
    const first = readFrame(descriptor, 0, fstatSync(descriptor).size);
    const header = first?.facts as LogHeader | undefined;
    if (first !== undefined && header?.format === 1 && header.space === space) return new VectorLog(descriptor, header, first.end);
    closeSync(descriptor);
    return undefined;
  }

  /** Every whole frame. What follows the last one was never acknowledged, and is cut off. */
  *replay(): Generator<LogFrame> {
    const { size } = fstatSync(this.#descriptor);
    for (let at = this.#start; ;) {
      const frame = readFrame(this.#descriptor, at, size);
      if (frame === undefined) break;
      yield { entries: frame.facts as readonly LogEntry[], vectorsAt: frame.bytesAt };
      at = frame.end;
      this.#end = at;
    }
    if (size > this.#end) ftruncateSync(this.#descriptor, this.#end);
    // A killed process may have left it to the system's memory alone.
    fsyncSync(this.#descriptor);
  }

  append(entries: readonly LogEntry[], vectors: readonly Float32Array[]): LogFrame {
    const bytes = bytesOf(vectors);
    const frame = encodeFrame(entries, bytes);
    writeFully(this.#descriptor, frame, this.#end);
    fsyncSync(this.#descriptor);
    this.#end += frame.length;
    return { entries, vectorsAt: this.#end - bytes.length };
  }

  /** The vector, or undefined if it is damaged or was never whole on the disk. */
  read({ offset, dimensions, checksum }: Place): Float32Array | undefined {
    const bytes = readBytes(this.#descriptor, offset, 4 * dimensions);
    if (bytes === undefined || crc32(bytes) !== checksum) return undefined;
    return new Float32Array(bytes.buffer, bytes.byteOffset, dimensions);
  }

  /** Overwrites vectors with zeros, on the disk when it returns. */
  scrub(places: readonly Place[]): void {
    if (places.length === 0) return;
    for (const { offset, dimensions } of places) writeFully(this.#descriptor, new Uint8Array(4 * dimensions), offset);
    fsyncSync(this.#descriptor);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

export function checksumOf(vector: Float32Array): number {
  return crc32(bytesOf([vector]));
}

/** In the byte order of the machine: the files are not meant to travel. */
function bytesOf(vectors: readonly Float32Array[]): Buffer {
  return Buffer.concat(vectors.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)));
}
