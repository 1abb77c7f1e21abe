import { readSync } from "node:fs";
import { crc32 } from "node:zlib";

/*
 * A frame is 12 bytes (length of the facts, length of the bytes, checksum of the facts), facts as JSON, and bytes. The checksum
 * leaves the bytes out, so that a vector among them can be overwritten; whoever reads them brings a checksum of their own.
 */
const headerLength = 12;
const longest = 1 << 30;

export interface Frame {
  readonly facts: unknown;
  /** Where its bytes begin in the file. */
  readonly bytesAt: number;
  /** Where the next frame begins. */
  readonly end: number;
}

export function encodeFrame(facts: unknown, bytes: Uint8Array): Buffer {
  const text = Buffer.from(JSON.stringify(facts));
  const header = Buffer.alloc(headerLength);
  header.writeUInt32LE(text.length, 0);
  header.writeUInt32LE(bytes.length, 4);
  header.writeUInt32LE(crc32(text), 8);
  return Buffer.concat([header, text, bytes]);
}

/** The frame at a position; undefined at the end of the file, and for one that is not whole. */
export function readFrame(descriptor: number, at: number, fileLength: number): Frame | undefined {
  const header = readBytes(descriptor, at, headerLength);
  const factsLength = header?.readUInt32LE(0) ?? 0;
  const end = at + headerLength + factsLength + (header?.readUInt32LE(4) ?? 0);
  if (header === undefined || factsLength === 0 || factsLength > longest || end > fileLength) return undefined;
  const text = readBytes(descriptor, at + headerLength, factsLength);
  if (text === undefined || crc32(text) !== header.readUInt32LE(8)) return undefined;
  return { facts: JSON.parse(text.toString()), bytesAt: at + headerLength + factsLength, end };
}

/** Undefined where the file is shorter. */
export function readBytes(descriptor: number, at: number, length: number): Buffer | undefined {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const read = readSync(descriptor, bytes, done, length - done, at + done);
    if (read === 0) return undefined;
    done += read;
  }
  return bytes;
}
