import { join } from "node:path";
import { run, succeeds } from "./command.ts";
import type { Kit } from "./part.ts";

export interface DebianPackages {
  readonly packages: readonly [string, ...string[]];
  /** What they bring, as the error names it. */
  readonly brings: string;
  /** Asks first what the archive has now, which takes a while and which a browser's security updates need. @default false */
  readonly fresh?: boolean;
}

/** Installs packages of Debian's archive where this program may. @throws Error that says what to install by hand */
export async function installDebianPackages({ packages, brings, fresh = false }: DebianPackages, kit: Kit): Promise<void> {
  const root = process.getuid?.() === 0;
  if (!(await succeeds("apt-get", ["--version"])) || !(root || (await succeeds("sudo", ["-n", "true"])))) {
    throw new Error(`${brings} is not here: install ${packages[0]}, for example with \`sudo apt-get install ${packages.join(" ")}\``);
  }
  const log = join(await kit.cache.subfolder("logs"), `${packages[0]}-install.log`);
  const aptGet = async (args: readonly string[]): Promise<void> => {
    const [command = "sudo", ...rest] = root ? ["apt-get", ...args] : ["sudo", "-n", "apt-get", ...args];
    await run({ command, args: rest, env: kit.env, log });
  };
  if (fresh) await aptGet(["update"]);
  await aptGet(["install", "-y", "--no-install-recommends", ...packages]);
}
