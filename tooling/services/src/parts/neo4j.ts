import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../command.ts";
import { startContainer } from "../docker/container.ts";
import { getImage, hasImage } from "../docker/image.ts";
import { images } from "../docker/images.ts";
import { installEntry } from "../install-entry.ts";
import type { Kit, Service } from "../part.ts";
import { freePort, startServer } from "../server.ts";
import { answersBolt, setFirstPassword } from "./bolt.ts";
import { findJava } from "./java.ts";

interface Release {
  readonly version: string;
  /** The same from Docker. @default Maven's always */
  readonly image?: string;
  readonly main: string;
  readonly java: { readonly from: number; readonly to: number };
  readonly flags: readonly string[];
}

/** The real Neo4j Community server. */
export const neo4j: Service = neo4jService("neo4j", "PAGEFILE_TEST_NEO4J_URL", {
  version: "2026.08.1",
  image: images.neo4j,
  main: "org.neo4j.server.Neo4jCommunity",
  java: { from: 21, to: 25 },
  flags: ["--enable-native-access=ALL-UNNAMED"],
});

/** The long-term release before, which has no `SEARCH` clause. */
export const neo4jOld: Service = neo4jService("neo4jOld", "PAGEFILE_TEST_NEO4J_OLD_URL", {
  version: "5.26.30",
  main: "org.neo4j.server.CommunityEntryPoint",
  java: { from: 17, to: 21 },
  flags: [],
});

const PASSWORD = "pagefile-tests";
const FLAGS = ["-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"];

function neo4jService(name: string, urlVariable: string, release: Release): Service {
  const entry = { name: "neo4j", version: release.version };
  const libraries = (kit: Kit): Promise<string> =>
    installEntry(kit, { ...entry, doing: `fetching Neo4j ${release.version} with Maven` }, (folder) =>
      fetchServer(folder, kit, entry.version),
    );
  return {
    name,
    version: release.version,
    urlVariable,
    ready: answersBolt,

    installed: (kit) => kit.cache.has(entry),

    async install(kit) {
      if (release.image !== undefined && (await getImage(release.image, kit))) return;
      await findJava(kit.env, release.java);
      await libraries(kit);
    },

    /** On an empty data folder, which goes when the server is stopped. */
    async start(kit, options = {}) {
      const { image } = release;
      if (image !== undefined && (await hasImage(image, kit))) {
        return startContainer({ name, ready: answersBolt, container: { ...CONTAINER, image }, urlAt }, kit, options);
      }
      const { detached = false, port = await freePort() } = options;
      const host = `127.0.0.1:${port}`;
      const home = await mkdtemp(join(tmpdir(), "pagefile-neo4j-"));
      await mkdir(join(home, "conf"));
      await writeFile(join(home, "conf", "neo4j.conf"), configuration(host));
      const command = await findJava(kit.env, release.java);
      const places = [`--home-dir=${home}`, `--config-dir=${join(home, "conf")}`];
      const args = [...FLAGS, ...release.flags, "-cp", join(await libraries(kit), "*"), release.main, ...places];
      let opened = false;
      const ready = async (url: string): Promise<boolean> => {
        opened ||= await setFirstPassword(host, PASSWORD);
        return opened && answersBolt(url);
      };
      const server = await startServer({ name, url: urlAt(port), ready, command, args, env: kit.env }, kit, detached);
      const stop = async (): Promise<void> => {
        await server.stop();
        await rm(home, { recursive: true, force: true });
      };
      return { ...server, stop };
    },
  };
}

const CONTAINER = {
  port: 7687,
  environment: {
    NEO4J_AUTH: `neo4j/${PASSWORD}`,
    NEO4J_server_memory_pagecache_size: "128m",
    NEO4J_server_memory_heap_max__size: "512m",
    NEO4J_db_tx__log_preallocate: "false",
    NEO4J_dbms_usage__report_enabled: "false",
  },
};

function urlAt(port: number): string {
  return `bolt://neo4j:${PASSWORD}@127.0.0.1:${port}`;
}

function configuration(host: string): string {
  const settings = {
    "server.default_listen_address": "127.0.0.1",
    "server.bolt.listen_address": host,
    "server.http.enabled": false,
    "server.https.enabled": false,
    "server.memory.pagecache.size": "128m",
    "db.tx_log.preallocate": false,
    "dbms.usage_report.enabled": false,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

/** The exact version: for a range Maven reads the descriptions of all. */
async function fetchServer(folder: string, kit: Kit, version: string): Promise<void> {
  const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>pagefile</groupId><artifactId>neo4j</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies><dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>${version}</version></dependency></dependencies>
</project>`;
  await writeFile(join(folder, "pom.xml"), pom);
  const log = join(await kit.cache.subfolder("logs"), "neo4j-install.log");
  const goal = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";
  const args = ["-B", "-ntp", "-q", goal, `-DoutputDirectory=${folder}`, "-DincludeScope=runtime"];
  await run({ command: "mvn", args, env: kit.env, cwd: folder, log });
}
