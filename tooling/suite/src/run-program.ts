import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The root of the repository, with a slash at the end. */
export const root: string = fileURLToPath(new URL("../../../", import.meta.url));

/** Runs a JavaScript or TypeScript program at the root with this same Node and terminal; returns its exit code. */
export function runProgram(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  const options = { cwd: root, stdio: "inherit", env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", ...env } } as const;
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], options);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}
