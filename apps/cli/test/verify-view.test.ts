import type { Finding, StoreReport, VerifyReport } from "@pagefile/core";
import { expect, test } from "vitest";
import { progressLine } from "../src/terminal/progress-line.ts";
import { Screen } from "../src/terminal/screen.ts";
import { widthOf } from "../src/terminal/text-width.ts";
import { showVerification } from "../src/terminal/verify-view.ts";

const id = "01900000-0000-7000-8000-000000000000";
const finding = (store: string, arm: Finding["arm"], kind: Finding["kind"]): Finding => ({ store, arm, kind, id });

function store(name: string, report: Partial<StoreReport>): StoreReport {
  return { store: name, cursor: 100_000, behind: 0, scanned: 0, held: {}, findings: [], deadLetters: 0, ...report };
}

const fourStores: VerifyReport = {
  space: "acme/alice",
  head: { seq: 100_000, hash: "" },
  entries: 100_000,
  records: 99_412,
  stores: [
    store("qdrant", {
      held: { lexical: 99_412, vector: 99_410, time: 99_412 },
      findings: [finding("qdrant", "vector", "missing"), finding("qdrant", "vector", "missing"), finding("qdrant", "lexical", "ahead")],
    }),
    store("neo4j", { unavailable: "connect ECONNREFUSED 127.0.0.1:7687; nothing answers there, and this sentence is longer than a line" }),
    store("faiss", { behind: 1_204, deadLetters: 2, held: { vector: 98_208 } }),
    store("sqlite", {
      held: { lexical: 99_412, vector: 0, time: 99_412, graph: 1_200, sql: 340 },
      findings: [finding("sqlite", "sql", "doubled")],
    }),
  ],
  sound: false,
};

function shown(reports: readonly VerifyReport[], color: boolean): string {
  let text = "";
  const stream = { isTTY: true, columns: 80, hasColors: () => true, write: (piece: string) => ((text += piece), true) };
  showVerification(reports, new Screen(stream as unknown as NodeJS.WriteStream, color));
  return text;
}

const escapes = /\u001b\[\d+m/g;

test("a verification of four stores fits 80 columns, with every figure, in colour and without", () => {
  const plain = shown([fourStores], false);
  expect(plain).not.toMatch(escapes);
  expect(Math.max(...plain.split("\n").map(widthOf))).toBeLessThanOrEqual(80);
  expect(plain).toMatch(/store +arm +held +behind +missing +orphan +stale +dead +state\n/);
  expect(plain).toMatch(/qdrant +lexical +99,412 +0 +0 +0 +1 +0 +wrong\n/);
  expect(plain).toMatch(/ vector +99,410 +2 +0 +0 +wrong\n/);
  expect(plain).toMatch(/neo4j +– .*away\n/);
  expect(plain).toMatch(/faiss +vector +98,208 +1,204 +0 +0 +0 +2 +behind\n/);
  expect(plain).toMatch(/ sql +340 +0 +1 +0 +wrong\n/);
  expect(plain).toContain("neo4j could not be looked at: connect ECONNREFUSED");
  const colored = shown([fourStores], true);
  expect(colored).toMatch(escapes);
  expect(Math.max(...colored.split("\n").map(widthOf))).toBeLessThanOrEqual(80);
});

test("several spaces are one table, and each finding says where it is", () => {
  const text = shown([fourStores, { ...fourStores, space: "acme/bob" }], false);
  expect(text).toContain("2 spaces");
  expect(text).toMatch(/qdrant +lexical +198,824 +0 +0 +0 +2/);
  expect(text).toContain("sql of sqlite, acme/bob");
});

test("progress says how fast it goes and what is left, once it can know", () => {
  expect(progressLine("qdrant", { done: 256, total: 100_000, ms: 400 })).toBe("qdrant: 256 of 100,000");
  expect(progressLine("qdrant", { done: 25_000, total: 100_000, ms: 20_000 })).toBe("qdrant: 25,000 of 100,000 · 1,250/s · 60 s left");
  expect(progressLine("qdrant", { done: 1_000, total: 100_000, ms: 60_000 })).toBe("qdrant: 1,000 of 100,000 · 17/s · 99 min left");
  expect(progressLine("qdrant", { done: 100_000, total: 100_000, ms: 80_000 })).toBe("qdrant: 100,000 of 100,000 · 1,250/s");
});
