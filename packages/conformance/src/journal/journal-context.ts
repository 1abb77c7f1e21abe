import {
  type Change,
  type Entry,
  genesisHash,
  hashEntry,
  hashPayload,
  type Instant,
  type Journal,
  type MemoryRecord,
  type Receipt,
  type RecordContent,
  type RecordId,
  type Space,
} from "@pagefile/core/contracts";
import { expect } from "vitest";
import { collect } from "../collect.ts";
import { freshTenant, spaceOf } from "../fresh-space.ts";
import { recordIds } from "../record-ids.ts";

type Put = Extract<Change, { type: "put" }>;

/** What a journal clause works with: a journal, a tenant of its own in it, and short ways to say what it does. */
export class JournalContext {
  readonly journal: Journal;
  /** Opens a further handle on the same database. */
  readonly another: (() => Promise<Journal>) | undefined;
  readonly tenant: string = freshTenant();
  readonly space: Space = spaceOf(this.tenant, "main");

  constructor(journal: Journal, another: (() => Promise<Journal>) | undefined) {
    this.journal = journal;
    this.another = another;
  }

  newId(): RecordId {
    return recordIds.next();
  }

  /** Another space of the clause's own tenant. */
  otherSpace(name: string): Space {
    return spaceOf(this.tenant, name);
  }

  /** A put of a new record; `change` and `content` say what is special about it. */
  put(content: Partial<RecordContent> = {}, change: Partial<Put> = {}): Put {
    return {
      type: "put",
      id: this.newId(),
      content: {
        kind: "message",
        body: { role: "user", text: "Hello." },
        tags: [],
        attributes: {},
        createdAt: instant(0),
        index: true,
        ...content,
      },
      origin: { channel: "user", trust: "user" },
      ...change,
    };
  }

  delete(id: RecordId, expectedVersion?: number): Change {
    const change = { type: "delete", id, origin: { channel: "user", trust: "user" } } as const;
    return expectedVersion === undefined ? change : { ...change, expectedVersion };
  }

  append(...changes: readonly Change[]): Promise<Receipt> {
    return this.journal.append(this.space, changes, { recordedAt: instant(1) });
  }

  /** Appends one put and returns its record. */
  async write(content: Partial<RecordContent> = {}, change: Partial<Put> = {}): Promise<MemoryRecord> {
    const { applied } = await this.append(this.put(content, change));
    const record = applied[0]?.record;
    if (record === undefined) throw new Error("The receipt of a put has no record.");
    return record;
  }

  async get(id: RecordId): Promise<MemoryRecord | undefined> {
    return (await this.journal.get(this.space, [id]))[0];
  }

  entries(space: Space = this.space): Promise<Entry[]> {
    return collect(this.journal.read(space, 0));
  }

  /** Reads the whole space and checks every hash and the head. */
  async expectSoundChain(space: Space = this.space): Promise<void> {
    let previous = genesisHash;
    let seq = 0;
    for (const entry of await this.entries(space)) {
      seq += 1;
      expect(entry.seq).toBe(seq);
      expect(entry.previousHash, `previousHash of entry ${seq}`).toBe(previous);
      expect(entry.hash, `hash of entry ${seq}`).toBe(hashEntry(entry));
      if (entry.salt !== undefined && entry.origin !== undefined) {
        expect(entry.payloadHash, `payloadHash of entry ${seq}`).toBe(hashPayload(entry.salt, entry.origin, entry.content));
      }
      previous = entry.hash;
    }
    expect(await this.journal.head(space)).toEqual({ seq, hash: previous });
  }
}

/** Minutes after the start of 2026. */
export function instant(minutes: number): Instant {
  return new Date(Date.UTC(2026, 0, 1, 0, minutes)).toISOString();
}
