import { closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Puts a file in the place of another: a kill or a power failure leaves the old or the new one, whole. */
export function replaceFile(path: string, write: (descriptor: number) => void): void {
  const unfinished = `${path}${temporary}`;
  const descriptor = openSync(unfinished, "w");
  try {
    write(descriptor);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(unfinished, path);
  syncFolder(dirname(path));
}

/** Ends the names of files that mean nothing after a crash. */
export const temporary = ".unfinished";

/** Makes a new name, or a removed one, survive a power failure. Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  fsyncSync(descriptor);
  closeSync(descriptor);
}

export function writeFully(descriptor: number, bytes: Uint8Array, position?: number): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(descriptor, bytes, done, bytes.length - done, position === undefined ? null : position + done);
  }
}
