import { readFileSync } from "node:fs";
import type { UserConfig } from "tsdown";

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Readonly<Record<string, Readonly<Record<string, string | null>>>>;
const targets = [...Object.values(manifest["exports"] ?? {}), ...Object.values(manifest["bin"] ?? {})];

/** Every package is built alike: what its package.json names, with types, and judged as npm would deliver it. */
const config: UserConfig = {
  cwd: process.cwd(),
  entry: targets.filter((target) => target?.startsWith("./src/") === true) as string[],
  root: "src",
  format: "esm",
  platform: "node",
  target: "node22.13",
  unbundle: true,
  fixedExtension: false,
  dts: { oxc: true },
  sourcemap: true,
  logLevel: "warn",
  publint: { strict: true },
  attw: "exports" in manifest && { profile: "esm-only", level: "error" },
};

export default config;
