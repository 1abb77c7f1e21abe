import { Client } from "pg";
import { describe, expect, test } from "vitest";
import { Cache, cacheFolder } from "../src/cache.ts";
import { getImage } from "../src/docker/image.ts";
import { images } from "../src/docker/images.ts";
import { lineProgress } from "../src/progress.ts";
import { services } from "../src/registry.ts";
import type { RunningServer } from "../src/server.ts";

const { env } = process;
const kit = { cache: new Cache(cacheFolder(env)), progress: lineProgress(process.stderr), env };
const command = "npm run vitest -- run tooling/services/test/docker.integration";

/** What only the real server in the container says. */
const proofs = {
  async qdrant(url: string) {
    expect(await (await fetch(url)).json()).toMatchObject({ version: images.qdrant.split(":v")[1], commit: expect.any(String) });
  },
  async postgres(url: string) {
    const client = new Client(url);
    await client.connect();
    const { rows } = await client
      .query("CREATE EXTENSION vector; SELECT 1")
      .then(() => client.query("SELECT '[1,2]'::vector <-> '[1,3]' AS far"));
    await client.end();
    expect(rows).toEqual([{ far: 1 }]);
  },
  async neo4j(url: string) {
    expect(await services.neo4j.ready(url.replace(/:[^:@]+@/, ":wrong@"))).toBe(false);
  },
} as const;

describe("servers from Docker", async () => {
  for (const name of ["qdrant", "postgres", "neo4j"] as const) {
    const title = `${name} from ${images[name]} starts, is what it says, and is gone when it is stopped`;
    if (!(await getImage(images[name], kit))) {
      const missing = `needs a Docker engine that has or can get the image. Start one, then: ${command}`;
      process.stderr.write(`services: skipped ${title}: ${missing}\n`);
      test.skip(`${title}: ${missing}`);
      continue;
    }
    test(title, async () => {
      let server: RunningServer | undefined;
      try {
        server = await services[name].start(kit);
        expect(await services[name].ready(server.url)).toBe(true);
        await proofs[name](server.url);
      } finally {
        await server?.stop();
      }
      expect(await services[name].ready(server.url)).toBe(false);
    });
  }
});
