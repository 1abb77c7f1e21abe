import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Every file below these folders, in which some traces are found, with how often each is. Files may go away meanwhile. */
export function filesWith(
  folders: readonly string[],
  traces: Readonly<Record<string, Buffer>>,
): Readonly<Record<string, Record<string, number>>> {
  const found: Record<string, Record<string, number>> = {};
  for (const file of folders.flatMap(filesBelow)) {
    const content = readIfThere(file);
    const forms = Object.entries(traces).map(([form, trace]) => [form, occurrences(content, trace)] as const);
    const some = forms.filter(([, times]) => times > 0);
    if (some.length > 0) found[file] = Object.fromEntries(some);
  }
  return found;
}

export function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  if (statSync(folder).isFile()) return [folder];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function readIfThere(file: string): Buffer {
  try {
    return withoutHoles(readFileSync(file));
  } catch {
    return Buffer.alloc(0);
  }
}

/** Engines make files of many empty pages, which are skipped: what stands on both sides of one comes together. */
function withoutHoles(content: Buffer): Buffer {
  const pages = Array.from({ length: Math.ceil(content.length / page) }, (_, at) => content.subarray(at * page, (at + 1) * page));
  const filled = pages.filter((one) => Buffer.compare(one, empty.subarray(0, one.length)) !== 0);
  return filled.length === pages.length ? content : Buffer.concat(filled);
}

const page = 4096;
const empty = Buffer.alloc(page);

function occurrences(content: Buffer, trace: Buffer): number {
  let times = 0;
  for (let at = content.indexOf(trace); at !== -1; at = content.indexOf(trace, at + trace.length)) times += 1;
  return times;
}
