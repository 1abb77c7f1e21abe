import { closeSync, existsSync, fstatSync, openSync, rmSync } from "node:fs";
import { crc32 } from "node:zlib";
import { replaceFile, temporary, writeFully } from "./durable-file.ts";
import type { FaissIndex, FaissModule } from "./faiss-module.ts";
import type { FaissFactory } from "./faiss-options.ts";
import { encodeFrame, readBytes, readFrame } from "./frame.ts";
import type { Row, RowSet } from "./id-map.ts";
import type { VectorLog } from "./vector-log.ts";

/*
 * The graph of an index: the file that FAISS writes, without the vectors at its end. Those are in the log alone, so a graph is a
 * sixth of the index, and has nothing to overwrite when a vector has to go. It is a cache: one that does not fit is not read.
 */

export interface GraphSource {
  readonly module: FaissModule;
  readonly factory: FaissFactory;
  readonly set: RowSet;
  readonly log: VectorLog;
  readonly path: string;
}

interface GraphFacts {
  readonly generation: string;
  readonly factory: FaissFactory;
  /** How many of the set's rows it has. */
  readonly rows: number;
  readonly checksum: number;
}

/** The numbers of a row, zeros for one that ended. */
export function vectorOfRow({ log, set }: GraphSource, row: Row | undefined): Float32Array {
  return (row && log.read(row)) ?? new Float32Array(set.dimensions);
}

/** faiss-node's `toBuffer` never frees what it copies, so the index goes through a file. */
export function saveGraph(source: GraphSource, index: FaissIndex, rows: number): void {
  const { factory, log, path } = source;
  const whole = wholeOf(path);
  index.write(whole);
  const graph = readGraph(source, { whole, rows });
  rmSync(whole);
  if (graph === undefined) return;
  const facts: GraphFacts = { generation: log.header.generation, factory, rows, checksum: crc32(graph) };
  replaceFile(path, (descriptor) => writeFully(descriptor, encodeFrame(facts, graph)));
}

/** What comes before the vectors; undefined where the file of this FAISS does not end with them. */
function readGraph(source: GraphSource, { whole, rows }: { whole: string; rows: number }): Buffer | undefined {
  const { dimensions, rows: all } = source.set;
  const descriptor = openSync(whole, "r");
  try {
    const length = fstatSync(descriptor).size - 4 * dimensions * rows;
    const probe = all.slice(0, rows).findLastIndex((row) => row !== undefined);
    if (length <= 0 || probe < 0) return undefined;
    const wanted = Buffer.from(vectorOfRow(source, all[probe]).buffer);
    const found = readBytes(descriptor, length + 4 * dimensions * probe, 4 * dimensions);
    return found?.equals(wanted) === true ? readBytes(descriptor, 0, length) : undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** The index as it was saved; undefined if it was not, for another log or factory, or is damaged. */
export function loadGraph(source: GraphSource): { readonly index: FaissIndex; readonly rows: number } | undefined {
  const { module, factory, set, log, path } = source;
  if (!existsSync(path)) return undefined;
  const descriptor = openSync(path, "r");
  try {
    const frame = readFrame(descriptor, 0, fstatSync(descriptor).size);
    const facts = frame?.facts as GraphFacts | undefined;
    if (frame === undefined || facts === undefined) return undefined;
    if (facts.generation !== log.header.generation || facts.factory !== factory || facts.rows > set.rows.length) return undefined;
    const graph = readBytes(descriptor, frame.bytesAt, frame.end - frame.bytesAt);
    // FAISS believes every number in its file, so a damaged one would end the process.
    if (graph === undefined || crc32(graph) !== facts.checksum) return undefined;
    return { index: module.Index.read(assemble(source, graph, facts.rows)), rows: facts.rows };
  } finally {
    closeSync(descriptor);
    rmSync(wholeOf(path), { force: true });
  }
}

/** Puts the vectors back behind the graph. */
function assemble(source: GraphSource, graph: Buffer, rows: number): string {
  const descriptor = openSync(wholeOf(source.path), "w");
  try {
    writeFully(descriptor, graph);
    for (let from = 0; from < rows; from += 256) {
      const some = source.set.rows.slice(from, Math.min(rows, from + 256));
      writeFully(descriptor, Buffer.concat(some.map((row) => Buffer.from(vectorOfRow(source, row).buffer))));
    }
  } finally {
    closeSync(descriptor);
  }
  return wholeOf(source.path);
}

function wholeOf(path: string): string {
  return `${path}.whole${temporary}`;
}
