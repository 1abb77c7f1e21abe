import { readFile } from "node:fs/promises";
import { serviceNames, type ServiceName } from "./registry.ts";

/** The services that these test files name in a call of `describeWithService`. */
export async function namedServices(testFiles: readonly string[]): Promise<readonly ServiceName[]> {
  const sources = await Promise.all(testFiles.map((file) => readFile(file, "utf8")));
  return serviceNames.filter((name) => {
    const call = new RegExp(String.raw`\bdescribeWithService\(\s*["'\`]${name}["'\`]`);
    return sources.some((source) => call.test(source));
  });
}
