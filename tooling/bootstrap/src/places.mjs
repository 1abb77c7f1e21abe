import { fileURLToPath } from "node:url";
import { join } from "node:path";

/** The root of the clone. */
export const root = fileURLToPath(new URL("../../../", import.meta.url));

/** What the bootstrap itself keeps: pnpm where the machine has none, the lock, the log of the last install. */
export const home = join(root, ".bootstrap");

/** Lives inside node_modules, so that removing node_modules also forgets that it was installed. */
export const stampFile = join(root, "node_modules", ".bootstrap-stamp");
