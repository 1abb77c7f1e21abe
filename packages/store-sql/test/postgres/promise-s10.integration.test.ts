import { describeWithService } from "@pagefile/services";
import { postgres } from "@pagefile/store-sql";
import { freshSchema } from "./support/admin.ts";
import { expect, it } from "vitest";
import { hostileStrings, widenings } from "../support/hostile-strings.ts";

const full = process.env["PAGEFILE_PROMISE_SCALE"] === "full";
const count = full ? 2_000 : 60;

describeWithService("postgres", "S10: text stays data in every query language of Postgres", ({ url }) => {
  it(`widens no result by ${count} hostile strings in any position on Postgres`, { timeout: 3_600_000 }, async () => {
    await using journal = postgres({ url, schema: freshSchema() });
    expect(await widenings(journal, hostileStrings(count))).toEqual([]);
  });
});
