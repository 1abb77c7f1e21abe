import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { namedServices } from "../src/named-services.ts";
import { isServiceName, parts, serviceNames, services } from "../src/registry.ts";
import { temporaryFolder } from "./temporary-folder.ts";

test("registers every service under the name that it has", () => {
  for (const name of serviceNames) expect(services[name].name).toBe(name);
  expect(isServiceName("ollama")).toBe(true);
  expect(isServiceName("toString")).toBe(false);
});

test("gives every part its own name and every service its own URL variable", () => {
  const variables = serviceNames.map((name) => services[name].urlVariable);
  expect(new Set(parts.map((part) => part.name)).size).toBe(parts.length);
  expect(new Set(variables).size).toBe(serviceNames.length);
  for (const variable of variables) expect(variable).toMatch(/^[A-Z][A-Z0-9_]*_URL$/);
});

test("finds the services that test files name, and no others", async () => {
  const file = join(await temporaryFolder(), "some.integration.test.ts");
  await writeFile(file, "// llamaCpp is not wanted\ndescribeWithService(\n  'ollama',\n  'a title', () => {});");
  expect(await namedServices([file])).toEqual(["ollama"]);
  expect(await namedServices([])).toEqual([]);
});
