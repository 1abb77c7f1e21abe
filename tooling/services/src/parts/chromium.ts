import { existsSync } from "node:fs";
import { installDebianPackages } from "../debian-package.ts";
import type { Kit, Part } from "../part.ts";

const variable = "CHROMIUM";
const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** What keeps a browser for tests from doing anything that no test asked for. */
const quiet = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A browser: the one that `CHROMIUM` names, else the machine's own, else Debian's. */
export const chromium: Part = {
  name: "chromium",
  version: "debian",
  installed: (kit) => present(kit) !== undefined,
  async install(kit) {
    await chromiumPath(kit);
  },
};

/** Where the browser is, installed if need be. @throws Error that says what is missing */
export async function chromiumPath(kit: Kit): Promise<string> {
  const named = kit.env[variable];
  if (named && !existsSync(named)) throw new Error(`${variable} names ${named}, where nothing is`);
  const there = present(kit);
  if (there !== undefined) return there;
  await kit.progress.step("installing Debian's chromium, some minutes", () =>
    // Without fonts for Chinese a page of it is boxes.
    installDebianPackages({ packages: ["chromium", "fonts-noto-cjk"], brings: "Chromium", fresh: true }, kit),
  );
  const installed = present(kit);
  if (installed === undefined)
    throw new Error(`chromium was installed and is in none of ${places.join(", ")}; say where with ${variable}=PATH`);
  return installed;
}

/** What it is started with. Its sandbox does not work for root. */
export function chromiumArguments(): readonly string[] {
  return process.getuid?.() === 0 ? ["--no-sandbox", ...quiet] : quiet;
}

function present({ env }: Kit): string | undefined {
  const named = env[variable];
  return named ? (existsSync(named) ? named : undefined) : places.find((place) => existsSync(place));
}
