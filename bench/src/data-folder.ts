import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** A file or folder of the data that benches replay, if it is there: in `PAGEFILE_DATA`, else in `../shared`, beside the repository. */
export function findData(path: string): string | undefined {
  const found = join(resolve(process.env["PAGEFILE_DATA"] ?? join(import.meta.dirname, "../../../shared")), path);
  return existsSync(found) ? found : undefined;
}
