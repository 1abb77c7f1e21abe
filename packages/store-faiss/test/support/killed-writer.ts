/*
 * Applies the steps that follow the preparation and kills itself before a file operation: the one that its arguments number. With
 * `torn`, a write that is due is half done first. Prints the number of each step that was acknowledged.
 */
import fs from "node:fs";
import { createRequire, syncBuiltinESMExports } from "node:module";
import { faiss } from "@pagefile/store-faiss";
import { home, stepsOf } from "./steps.ts";

const [addon = "", folder = "", killAt = "0", torn = ""] = process.argv.slice(2);
let operations = 0;
const print = fs.writeSync;

function counted<T extends unknown[], R>(operation: (...args: T) => R, halved?: (args: T) => T): (...args: T) => R {
  return (...args) => {
    operations += 1;
    if (operations === Number(killAt)) {
      if (torn !== "" && halved !== undefined) operation(...halved(args));
      process.kill(process.pid, "SIGKILL");
    }
    return operation(...args);
  };
}

type Write = [descriptor: number, bytes: Uint8Array, start: number, length: number, position: number | null];

const write = (...args: Write): number => print(...args);
const patched = {
  writeSync: counted(write, ([descriptor, bytes, start, length, position]): Write => [descriptor, bytes, start, length >> 1, position]),
  fsyncSync: counted(fs.fsyncSync),
  renameSync: counted(fs.renameSync),
  rmSync: counted(fs.rmSync),
  ftruncateSync: counted(fs.ftruncateSync),
  mkdirSync: counted(fs.mkdirSync),
};
Object.assign(fs, patched);
syncBuiltinESMExports();

const store = faiss({ folder, load: async () => createRequire(import.meta.url)(addon) as never });
for (const [at, changes] of stepsOf("prepared").entries()) {
  await store.apply(home, changes);
  print(1, `ack ${at + 1}\n`);
}
await store.close();
print(1, `operations ${operations}\n`);
