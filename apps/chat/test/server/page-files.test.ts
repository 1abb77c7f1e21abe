import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openServer, temporaryFolder } from "./open-server.ts";

function builtPage(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "page", "assets"), { recursive: true });
  writeFileSync(join(folder, "secret.txt"), "canary");
  writeFileSync(join(folder, "page", "index.html"), "<!doctype html><title>Pagefile</title>");
  writeFileSync(join(folder, "page", "assets", "main-abc123.js"), "export {};");
  return join(folder, "page");
}

describe("the page", () => {
  it("is the answer to every address that names no file, and is asked for anew each time", async () => {
    const { base } = await openServer({ pageFolder: builtPage() });
    for (const path of ["/", "/index.html", "/anything/else"]) {
      const answer = await fetch(`${base}${path}`);
      expect([path, answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([
        path,
        200,
        expect.stringContaining("text/html"),
        "no-cache",
      ]);
      expect(await answer.text()).toContain("Pagefile");
    }
  });

  it("has files that a browser keeps, since their names change with what is in them", async () => {
    const { base } = await openServer({ pageFolder: builtPage() });
    const script = await fetch(`${base}/assets/main-abc123.js`);
    expect([script.status, script.headers.get("content-type"), script.headers.get("cache-control")]).toEqual([
      200,
      expect.stringContaining("text/javascript"),
      "public, max-age=31536000, immutable",
    ]);
    for (const path of ["/assets/none.js", "/none.js", "/assets/"]) {
      const none = await fetch(`${base}${path}`);
      expect([path, none.status, none.headers.get("cache-control")]).toEqual([path, 404, "no-store"]);
    }
  });

  it("leads to no file outside of its folder", async () => {
    const { base } = await openServer({ pageFolder: builtPage() });
    for (const path of [
      "/..%2fsecret.txt",
      "/%2e%2e/secret.txt",
      "/assets/..%2f..%2fsecret.txt",
      "/..\\secret.txt",
      "/assets/%2e%2e%5c%2e%2e%5csecret.txt",
    ])
      expect([path, (await (await fetch(`${base}${path}`)).text()).includes("canary")]).toEqual([path, false]);
  });

  it("that is not built yet says how to build it", async () => {
    const { base } = await openServer({ pageFolder: join(temporaryFolder(), "none") });
    const answer = await fetch(`${base}/`);
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining("npm run build")]);
  });
});
