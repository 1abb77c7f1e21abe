import { fileURLToPath } from "node:url";
import { checks } from "./checks.ts";
import { runChecks } from "./run-checks.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const { failed } = await runChecks(checks, root);
process.exitCode = failed.length > 0 ? 1 : 0;
