import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../environment.ts";

/** Where Linux and macOS keep their Javas, each folder with `bin/java` or `Contents/Home/bin/java` in it. */
const FOLDERS = ["/usr/lib/jvm", "/Library/Java/JavaVirtualMachines"];

/** The program of the oldest Java on this machine from `from` to `to`. Throws an `Error` that says what is missing. */
export async function findJava(env: Environment, { from, to }: { from: number; to: number }): Promise<string> {
  const home = env["JAVA_HOME"];
  const folders = await Promise.all(FOLDERS.map(foldersIn));
  const homes = [...(home ? [home] : []), ...folders.flat().flatMap((folder) => [folder, join(folder, "Contents/Home")])];
  const programs = ["java", ...homes.map((folder) => join(folder, "bin", "java")).filter((program) => existsSync(program))];
  const versions = await Promise.all(programs.map(async (program) => ({ program, version: await versionOf(program) })));
  const fitting = versions.filter(({ version }) => version >= from && version <= to).sort((a, b) => a.version - b.version);
  if (fitting[0] === undefined) throw new Error(`no Java from ${from} to ${to} is here`);
  return fitting[0].program;
}

async function foldersIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => join(folder, name));
}

/** 0 for what is no Java. */
function versionOf(program: string): Promise<number> {
  return new Promise((resolve) => {
    execFile(program, ["-version"], (_error, _output, said) => resolve(Number(/version "(\d+)/.exec(said)?.[1] ?? 0)));
  });
}
