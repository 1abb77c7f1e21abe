import { existsSync } from "node:fs";
import type { Service } from "../part.ts";
import { answersQueries, startPostgres } from "./postgres-server.ts";

const NAME = "postgresPlain";
const FOLDER = "/usr/lib/postgresql/15";

/** Debian's PostgreSQL 15, for which Debian 12 has no pgvector. Each start begins with empty data. */
export const postgresPlain: Service = {
  name: NAME,
  version: "15",
  urlVariable: "PAGEFILE_TEST_POSTGRES_PLAIN_URL",
  ready: answersQueries,

  installed: () => existsSync(`${FOLDER}/bin/postgres`),

  async install(kit) {
    if (!postgresPlain.installed(kit)) throw new Error("there is no PostgreSQL 15 here: apt-get install postgresql-15, on Debian 12");
  },

  start: (kit, options) => startPostgres({ name: NAME, folder: FOLDER, programs: "bin" }, kit, options),
};
