import { type Memory, openMemory, type VerifyReport } from "@pagefile/core";
import { describeWithFaiss, describeWithService } from "@pagefile/services";
import { deterministicEmbedder } from "@pagefile/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { composeStack, type Stack, type StackPlaces } from "../src/compose-stack.ts";
import { type FreshPlaces, freshPlaces, type Servers } from "../src/fresh-places.ts";
import { BareFaiss } from "./support/corruptions/bare-faiss.ts";
import { BarePostgres } from "./support/corruptions/bare-postgres.ts";
import { BareSqlite } from "./support/corruptions/bare-sqlite.ts";
import { BareServers } from "./support/corruptions/bare-servers.ts";
import { type Corruption, type Corruptions, type Filled, fill, kindsOfCorruption } from "./support/corruptions/corruption.ts";
import { faissCorruptions } from "./support/corruptions/faiss-corruptions.ts";
import { postgresCorruptions } from "./support/corruptions/postgres-corruptions.ts";
import { serverCorruptions } from "./support/corruptions/server-corruptions.ts";
import { sqliteCorruptions } from "./support/corruptions/sqlite-corruptions.ts";
import { storeAnswers } from "./support/corruptions/store-answers.ts";

interface Corrupted<Bare extends { close(): Promise<void> }> {
  readonly servers: Servers;
  readonly corruptions: Corruptions<Bare>;
  readonly bare: (places: StackPlaces) => Bare | Promise<Bare>;
  /** Plants while no memory is open, for files that are read when they are opened. */
  readonly whileClosed?: boolean;
}

/** What is wrong in the journal itself is named by its entry, and never rewritten. */
const located = ({ rowSeq }: Filled): Readonly<Record<string, number>> => ({ "a bad hash": 3, "a row of a table that is gone": rowSeq });

function findingsOf({ stores }: VerifyReport): readonly string[] {
  const findings = stores.flatMap((report) => report.findings);
  return findings.map(({ store, arm, kind }) => `${store.replace(/-.*/, "")} ${arm} ${kind}`).toSorted();
}

function testCorruptions<Bare extends { close(): Promise<void> }>({ servers, corruptions, ...how }: Corrupted<Bare>): void {
  let fresh: FreshPlaces;
  let stack: Stack;
  let memory: Memory;
  let bare: Bare;
  const open = (): void => {
    stack = composeStack(fresh.places);
    memory = openMemory({ ...stack, embedder: deterministicEmbedder(), storeDeadlineMs: 120_000 });
  };
  const answers = (filled: Filled): Promise<unknown> =>
    storeAnswers([...stack.stores, ...(stack.journal.store === undefined ? [] : [stack.journal.store])], filled);

  beforeAll(async () => {
    fresh = freshPlaces(servers);
    bare = await how.bare(fresh.places);
    open();
  });
  afterAll(async () => {
    await memory.close();
    await bare.close();
    await fresh.clear();
  });

  const planted = Object.entries<Corruption<Bare>>(corruptions);
  test.each(planted)(
    "%s is found and mended, or located where it is in the journal, and not found a second time",
    async (title, { plant, found, foundInOther = [] }) => {
      const filled = await fill(memory);
      expect(await memory.space(filled.name).verify()).toMatchObject({ sound: true });
      const before = await answers(filled);
      if (how.whileClosed === true) await memory.close();
      await plant(bare, filled);
      if (how.whileClosed === true) open();
      const [space, other] = [memory.space(filled.name), memory.space(filled.other)];
      const report = await space.verify();
      expect(report.sound).toBe(false);
      expect(findingsOf(report)).toEqual(found);
      const seq = located(filled)[title];
      if (seq !== undefined) {
        expect(report.broken).toMatchObject({ seq });
        expect((await space.repair()).verified.broken).toMatchObject({ seq });
        return;
      }
      const ahead = report.stores.filter(({ cursor }) => cursor > report.head.seq);
      expect(ahead).toHaveLength(title === "a cursor that is ahead" ? 1 : 0);
      expect(findingsOf(await other.verify())).toEqual(foundInOther);
      if (foundInOther.length > 0) expect(await other.repair()).toMatchObject({ verified: { sound: true } });
      expect(await space.repair()).toMatchObject({ repaired: Math.max(1, found.length), verified: { sound: true } });
      expect(await answers(filled)).toEqual(before);
      expect(await space.repair()).toMatchObject({ repaired: 0, verified: { sound: true } });
      expect(await other.verify()).toMatchObject({ sound: true });
    },
  );
}

describeWithService("qdrant", "R3: stores agree after any corruption", ({ url: qdrant }) => {
  describeWithService("neo4j", "of SQLite, Qdrant and Neo4j", ({ url: neo4j }) => {
    testCorruptions({ servers: { qdrant, neo4j }, corruptions: serverCorruptions, bare: (places) => new BareServers(places) });
  });
});

describe("R3: stores agree after any corruption of SQLite", () => {
  testCorruptions({ servers: {}, corruptions: sqliteCorruptions, bare: (places) => new BareSqlite(places) });
});

describeWithService("postgres", "R3: stores agree after any corruption of Postgres", ({ url: postgres }) => {
  testCorruptions({ servers: { postgres }, corruptions: postgresCorruptions, bare: (places) => BarePostgres.open(places) });
});

await describeWithFaiss("R3: stores agree after any corruption of FAISS", ({ addon: faiss }) => {
  testCorruptions({ servers: { faiss }, corruptions: faissCorruptions, bare: (places) => new BareFaiss(places), whileClosed: true });
});

test("R3: twelve kinds of corruption are planted in servers, as many in SQLite and in Postgres, and seven in the files of FAISS", () => {
  const planted = [serverCorruptions, sqliteCorruptions, postgresCorruptions, faissCorruptions].map((one) => Object.keys(one));
  expect(planted.map(({ length }) => length)).toEqual([12, 12, 12, 7]);
  expect(kindsOfCorruption).toEqual(expect.arrayContaining(planted.flat()));
});
