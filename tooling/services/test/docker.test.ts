import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Cache } from "../src/cache.ts";
import { getImage, hasImage } from "../src/docker/image.ts";
import { images } from "../src/docker/images.ts";
import type { Kit } from "../src/part.ts";
import { lineProgress } from "../src/progress.ts";
import { services } from "../src/registry.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const root = new URL("../../../", import.meta.url);

/** A client that writes down what it is told; what its engine has and can get are files beside it. */
const CLIENT = `#!/bin/sh
cd "$(dirname "$0")"
echo "$*" >> told
case "$1" in
  info) test -e engine ;;
  image) test -e engine && test -e has ;;
  pull) test -e registry && touch has ;;
  run) test -n "$PORT" && exec node -e 'require("node:http").createServer((_, answer) => answer.end("ready")).listen(process.argv[1], "127.0.0.1")' "$PORT" ;;
esac
`;

interface Machine {
  readonly kit: Kit;
  /** Commands that the client was given. */
  told(): Promise<readonly string[]>;
  /** What a person was told. */
  readonly written: string[];
}

async function machine(...there: readonly ("engine" | "has" | "registry")[]): Promise<Machine> {
  const folder = await temporaryFolder();
  for (const file of ["told", ...there]) await writeFile(join(folder, file), "");
  await writeFile(join(folder, "docker"), CLIENT);
  await chmod(join(folder, "docker"), 0o755);
  const written: string[] = [];
  const env = { ...process.env, PATH: `${folder}:${process.env["PATH"]}` };
  const kit = { cache: new Cache(await temporaryFolder()), progress: lineProgress({ write: (text) => written.push(text) }), env };
  return { kit, written, told: async () => (await readFile(join(folder, "told"), "utf8")).trim().split("\n") };
}

test("an engine that answers gets an image once", async () => {
  const { kit, told } = await machine("engine", "registry");
  expect(await hasImage("some:1", kit)).toBe(false);
  expect(await getImage("some:1", kit)).toBe(true);
  expect(await hasImage("some:1", kit)).toBe(true);
  expect(await getImage("some:1", kit)).toBe(true);
  expect((await told()).filter((line) => line.startsWith("pull"))).toEqual(["pull some:1"]);
});

test("without an engine, and without the image, the registries are asked, and the second is said", async () => {
  const alone = await machine("registry");
  expect(await getImage("some:1", alone.kit)).toBe(false);
  expect(await alone.told()).toEqual(["info"]);
  const offline = await machine("engine");
  expect(await getImage("some:1", offline.kit)).toBe(false);
  expect(offline.written.join("")).toContain("the Docker engine cannot get some:1");
});

test("a server in a container is the one that was asked for, on this machine alone, and is gone when it is stopped", async () => {
  const { kit, told } = await machine("engine", "has");
  const port = 40_000 + (process.pid % 10_000);
  const { url, stop } = await services.qdrant.start({ ...kit, env: { ...kit.env, PORT: `${port}` } }, { port });
  expect(url).toBe(`http://127.0.0.1:${port}`);
  expect(await services.qdrant.ready(url)).toBe(true);
  await stop();
  expect(await services.qdrant.ready(url)).toBe(false);
  expect((await told()).slice(-2)).toEqual([
    `run --rm --name=pagefile-qdrant-${port} --env=QDRANT__TELEMETRY_DISABLED=true --publish=127.0.0.1:${port}:6333 ${images.qdrant}`,
    `rm --force --volumes pagefile-qdrant-${port}`,
  ]);
});

const environments = {
  postgres: "--env=POSTGRES_PASSWORD=pagefile --env=POSTGRES_INITDB_ARGS=--encoding=UTF8 --locale=C.UTF-8",
  neo4j: [
    "--env=NEO4J_AUTH=neo4j/pagefile-tests --env=NEO4J_server_memory_pagecache_size=128m --env=NEO4J_server_memory_heap_max__size=512m",
    "--env=NEO4J_db_tx__log_preallocate=false --env=NEO4J_dbms_usage__report_enabled=false",
  ].join(" "),
};

test.each([
  ["postgres", "5432", `${images.postgres} postgres -c fsync=off -c full_page_writes=off -c max_connections=200`],
  ["neo4j", "7687", images.neo4j],
] as const)("%s is started in a container as compose.yaml starts it, with data that may be lost", async (name, inside, rest) => {
  const { kit, told } = await machine("engine", "has");
  // The stand-in is told of no port to listen on, so it ends at once, and the start with it.
  await expect(services[name].start(kit, { port: 9 })).rejects.toThrow(`${name} did not start`);
  expect((await told()).slice(-2)).toEqual([
    `run --rm --name=pagefile-${name}-9 ${environments[name]} --publish=127.0.0.1:9:${inside} ${rest}`,
    `rm --force --volumes pagefile-${name}-9`,
  ]);
});

test("compose.yaml, the workflow and the stand-in of Qdrant have the versions of the images", async () => {
  const read = (path: string): Promise<string> => readFile(new URL(path, root), "utf8");
  const named = (text: string): readonly string[] => [...text.matchAll(/^ +image: (\S+)$/gm)].map(([, image = ""]) => image).toSorted();
  const all = Object.values(images).toSorted();
  expect(named(await read("compose.yaml"))).toEqual(all);
  expect(named(await read(".github/workflows/ci.yml"))).toEqual(all);
  const [, version] = /^VERSION = "(.+)"$/m.exec(await read("tooling/services/qdrant-facade/server.py")) ?? [];
  expect(images.qdrant).toBe(`qdrant/qdrant:v${version}`);
  expect(services.neo4j.version).toBe(images.neo4j.split(":")[1]);
  expect(services.ollama.version).toBe(images.ollama.split(":")[1]);
});
