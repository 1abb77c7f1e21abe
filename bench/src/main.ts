import type { Bench } from "./bench.ts";

/** Each bench is a folder here; its module is loaded when it is asked for. */
const benches: Readonly<Record<string, () => Promise<{ readonly bench: Bench }>>> = {
  locomo: () => import("./locomo/locomo.ts"),
  engine: () => import("./engine/engine.ts"),
  stores: () => import("./stores/stores.ts"),
  web: () => import("./web/web.ts"),
  "nested-kv": () => import("./nested-kv/nested-kv.ts"),
};

const [name = "", ...args] = process.argv.slice(2);
const load = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (load === undefined) {
  process.stderr.write(`Usage: npm run bench -- NAME [--json], where NAME is one of: ${Object.keys(benches).join(", ")}\n`);
  process.exitCode = 2;
} else {
  const { bench } = await load();
  const { result, table } = await bench(args);
  process.stdout.write(args.includes("--json") ? `${JSON.stringify(result)}\n` : `${table}\n`);
}
