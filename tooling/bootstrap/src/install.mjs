import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { explainFailure } from "./explain-failure.mjs";
import { home, root } from "./places.mjs";

const pnpmVersion = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).packageManager.replace("pnpm@", "");
const pnpmHome = join(home, `pnpm-${pnpmVersion}`);
const pnpmEntry = join(pnpmHome, "node_modules", "pnpm", "bin", "pnpm.mjs");

/** Quick to say that there is no network, and content with a lockfile that was reviewed: a full cache then needs no network at all. */
const patience = {
  npm_config_loglevel: "error",
  npm_config_fetch_retries: "1",
  npm_config_fetch_retry_mintimeout: "1000",
  pnpm_config_fetch_retries: "1",
  pnpm_config_fetch_retry_mintimeout: "1000",
  pnpm_config_trust_lockfile: "true",
};

/** The folder that holds the `pnpm` command, for tools that call it by name. */
export const pnpmBin = join(pnpmHome, "node_modules", ".bin");

export function hasPnpm() {
  return existsSync(pnpmEntry);
}

/** Brings pnpm into the clone. Takes the version the workspace names, so that every machine installs alike. */
export async function bringPnpm() {
  const partial = `${pnpmHome}.partial`;
  mkdirSync(partial, { recursive: true });
  writeFileSync(join(partial, "package.json"), "{}\n");
  const flags = ["--no-audit", "--no-fund", "--no-update-notifier", "--prefer-offline"];
  await run(npmCommand(), ["install", ...flags, `pnpm@${pnpmVersion}`], partial);
  renameSync(partial, pnpmHome);
}

/** Installs what the lockfile says. */
export async function installDependencies() {
  const strictness = process.env.CI ? "--frozen-lockfile" : "--prefer-frozen-lockfile";
  await run([process.execPath, pnpmEntry], ["install", strictness, "--reporter=append-only"], root);
}

/** npm's own entry is known when npm started us; elsewhere it is the file beside Node, or the command. */
function npmCommand() {
  const beside = join(dirname(process.execPath), "..", "lib", "node_modules", "npm", "bin", "npm-cli.js");
  const entry = [process.env.npm_execpath, beside].find((file) => file?.endsWith("npm-cli.js") && existsSync(file));
  return entry ? [process.execPath, entry] : ["npm"];
}

function run([command, ...first], rest, cwd) {
  const env = { ...process.env, ...patience };
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, ...rest], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => reject(new Error(explainFailure(String(error)))));
    child.on("close", (code) => {
      writeFileSync(join(home, "last-install.log"), output);
      if (code === 0) resolve();
      else reject(new Error(explainFailure(output)));
    });
  });
}
