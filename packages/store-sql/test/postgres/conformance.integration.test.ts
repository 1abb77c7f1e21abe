import { describeJournal, describeStore } from "@pagefile/conformance";
import { describeWithService } from "@pagefile/services";
import { postgres } from "@pagefile/store-sql";

function describePostgres(name: string, url: string): void {
  describeJournal({ name, open: () => postgres({ url, schema: "journal_clauses" }) });
  describeStore({ name, open: () => ({ journal: postgres({ url, schema: "store_clauses" }) }) });
}

describeWithService("postgres", "with pgvector", ({ url }) => describePostgres("Postgres 18", url));
describeWithService("postgresPlain", "without pgvector", ({ url }) => describePostgres("Postgres 15", url));
