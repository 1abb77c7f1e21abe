import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "./json.ts";
import type { Origin } from "./origin.ts";
import type { Instant, RecordContent, RecordId, Seq } from "./record.ts";

/**
 * One change in a space's journal. Entries are chained: `hash` covers everything but the payload itself, and the payload
 * through `payloadHash`, which is salted. So erasing payload and salt leaves a chain that still verifies and a hash that
 * tells nothing of what was erased.
 */
export interface Entry {
  readonly seq: Seq;
  readonly operation: "put" | "delete" | "erase";
  readonly id: RecordId;
  readonly version: number;
  readonly recordedAt: Instant;
  /** Who caused the change. Absent once erased, and of an `erase`. */
  readonly origin?: Origin;
  /** What a `put` wrote. Absent once erased. */
  readonly content?: RecordContent;
  /** 32 hex digits. Absent once erased, and of an `erase`. */
  readonly salt?: string;
  /** Empty for an `erase`. */
  readonly payloadHash: string;
  /** `genesisHash` for the first entry. */
  readonly previousHash: string;
  readonly hash: string;
}

/** The `previousHash` of the first entry of every space. */
export const genesisHash: string = "0".repeat(64);

/** The hash of origin and content under a salt: hex of SHA-256, 64 characters. */
export function hashPayload(salt: string, origin: Origin, content: RecordContent | undefined): string {
  return hashText(`${salt}${canonicalJson({ origin, content })}`);
}

/** The hash that chains an entry to the one before: hex of SHA-256, 64 characters. */
export function hashEntry(entry: Omit<Entry, "hash" | "origin" | "content" | "salt">): string {
  const { previousHash, seq, operation, id, version, recordedAt, payloadHash } = entry;
  return hashText(canonicalJson([previousHash, seq, operation, id, version, recordedAt, payloadHash]));
}

/** Hex of SHA-256 over the text's UTF-8. */
export function hashText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
