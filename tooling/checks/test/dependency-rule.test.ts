import { describe, expect, test } from "vitest";
import { dependencyRule } from "../src/dependency-rule.ts";
import { messages, tree } from "./tree.ts";

async function judge(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return messages(await dependencyRule.run(tree(files)));
}

const vendor = JSON.stringify({ name: "@pagefile/store-x", dependencies: { "@pagefile/core": "1", vendor: "1" } });

describe("an adapter", () => {
  test("may import the contracts, its vendor client and its own files", async () => {
    const text = 'import "@pagefile/core/contracts"; import "vendor/deep"; import "./other.ts";';
    expect(await judge({ "packages/store-x/package.json": vendor, "packages/store-x/src/a.ts": text })).toEqual([]);
  });

  test.each([
    ['import { createAgent } from "@pagefile/core";', "only @pagefile/core/contracts may be imported here"],
    ['export { sqlite } from "@pagefile/store-sql";', "only @pagefile/core/contracts may be imported here"],
    ['const fs = await import("node:fs");', "this package uses nothing of Node's"],
    ['type T = import("../../core/src/turn.ts").T;', "a relative import does not leave its package"],
    ['import "left-pad";', "the package is not declared in package.json"],
  ])("is caught at %s", async (text, message) => {
    const found = await judge({ "packages/store-x/package.json": vendor, "packages/store-x/src/a.ts": `\n${text}` });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^packages\/store-x\/src\/a\.ts:2 imports /);
    expect(found[0]).toContain(message);
  });

  test("is caught with a second vendor client", async () => {
    const manifest = JSON.stringify({ name: "@pagefile/store-x", dependencies: { one: "1" }, peerDependencies: { two: "1" } });
    expect(await judge({ "packages/store-x/package.json": manifest })).toEqual([
      "packages/store-x/package.json an adapter has one vendor client, not one and two",
    ]);
  });

  test("may have the parser of SQL beside its vendor client, and no other library", async () => {
    const manifest = (library: string): string => JSON.stringify({ name: "@pagefile/store-x", dependencies: { one: "1", [library]: "1" } });
    expect(await judge({ "packages/store-x/package.json": manifest("libpg-query") })).toEqual([]);
    expect(await judge({ "packages/store-x/package.json": manifest("sql-parser") })).toHaveLength(1);
  });

  test("that is a database in process may use Node", async () => {
    expect(await judge({ "packages/store-sql/src/a.ts": 'import "node:sqlite";' })).toEqual([]);
  });
});

describe("a page", () => {
  const manifest = JSON.stringify({ name: "@pagefile/chat", dependencies: { hono: "1" }, devDependencies: { react: "1" } });

  test("imports what is built into it from the development dependencies, which the server beside it may not", async () => {
    const page = 'import "react"; import "hono"; import "./page.css";';
    expect(await judge({ "apps/chat/package.json": manifest, "apps/chat/src/page/main.tsx": page })).toEqual([]);
    expect(await judge({ "apps/chat/package.json": manifest, "apps/chat/src/server/main.ts": 'import "react";' })).toEqual([
      "apps/chat/src/server/main.ts:1 imports react: the package is not declared in package.json",
    ]);
  });

  test("is caught with what nobody declared, and outside its package", async () => {
    const page = 'import "left-pad";\nimport "../../../cli/src/main.ts";';
    expect(await judge({ "apps/chat/package.json": manifest, "apps/chat/src/page/main.tsx": page })).toEqual([
      "apps/chat/src/page/main.tsx:1 imports left-pad: the package is not declared in package.json",
      "apps/chat/src/page/main.tsx:2 imports ../../../cli/src/main.ts: a relative import does not leave its package",
    ]);
  });
});

describe("the reader of files", () => {
  test("may have a parser for each format and threads for them, and imports the contracts alone", async () => {
    const manifest = JSON.stringify({ name: "@pagefile/documents", dependencies: { "@pagefile/core": "1", htmlparser2: "1", unpdf: "1" } });
    const good = 'import "@pagefile/core/contracts"; import "unpdf"; import "htmlparser2"; import "node:worker_threads";';
    expect(await judge({ "packages/documents/package.json": manifest, "packages/documents/src/a.ts": good })).toEqual([]);
    const bad = 'import "@pagefile/core";\nimport "left-pad";';
    expect(await judge({ "packages/documents/package.json": manifest, "packages/documents/src/a.ts": bad })).toEqual([
      "packages/documents/src/a.ts:1 imports @pagefile/core: only @pagefile/core/contracts may be imported here",
      "packages/documents/src/a.ts:2 imports left-pad: the package is not declared in package.json",
    ]);
  });

  test("is caught with anything else", async () => {
    const manifest = JSON.stringify({ name: "@pagefile/documents", dependencies: { unpdf: "1", openai: "1" } });
    expect(await judge({ "packages/documents/package.json": manifest })).toEqual([
      "packages/documents/package.json a reader needs parsers alone, and openai is none",
    ]);
  });
});

describe("core", () => {
  test("is caught with a vendor client", async () => {
    const manifest = JSON.stringify({ name: "@pagefile/core", dependencies: { openai: "1" } });
    const found = await judge({ "packages/core/package.json": manifest, "packages/core/src/a.ts": 'import "openai";' });
    expect(found).toEqual(["packages/core/src/a.ts:1 imports openai: core has no vendor client"]);
  });

  test("keeps its contracts free of Node and of the rest of core", async () => {
    const text = 'import "node:crypto";\nimport "../memory/memory.ts";\nimport "./record.ts";';
    expect(await judge({ "packages/core/src/contracts/a.ts": text })).toEqual([
      "packages/core/src/contracts/a.ts:1 imports node:crypto: the contracts run anywhere, so they import nothing of Node's",
      "packages/core/src/contracts/a.ts:2 imports ../memory/memory.ts: the contracts stand alone",
    ]);
  });
});

test("apps and tests compose any package by its name, and none by its insides", async () => {
  const manifest = JSON.stringify({ name: "@pagefile/cli", dependencies: { "@pagefile/store-sql": "1" } });
  const good = { "apps/cli/package.json": manifest, "apps/cli/src/a.ts": 'import "@pagefile/store-sql";' };
  expect(await judge(good)).toEqual([]);
  const bad = { "apps/cli/package.json": manifest, "apps/cli/test/a.test.ts": 'import "@pagefile/store-sql/src/journal.ts";' };
  expect(await judge(bad)).toEqual([
    "apps/cli/test/a.test.ts:1 imports @pagefile/store-sql/src/journal.ts: only what a package exports may be imported",
  ]);
});
