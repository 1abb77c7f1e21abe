import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";

/** Bytes after gzip, at its highest level. */
export interface PageWeight {
  /** What every visit loads before it shows anything. */
  readonly firstLoad: { readonly html: number; readonly js: number; readonly css: number };
  /** What is loaded when a screen is first opened, the heaviest first, by name. */
  readonly lazy: Readonly<Record<string, number>>;
  readonly total: number;
}

export async function pageWeight(folder: string): Promise<PageWeight> {
  const html = await readFile(join(folder, "index.html"), "utf8");
  const names = (await readdir(join(folder, "assets"))).filter((name) => /\.(js|css)$/.test(name));
  const weights = new Map<string, number>();
  for (const name of names) weights.set(name, gzipSync(await readFile(join(folder, "assets", name)), { level: 9 }).length);
  const first = new Set([...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, path = ""]) => basename(path)));
  const sum = (wanted: (name: string) => boolean): number =>
    [...weights].reduce((bytes, [name, weight]) => (wanted(name) ? bytes + weight : bytes), 0);
  const page = gzipSync(html, { level: 9 }).length;
  const lazy = [...weights].filter(([name]) => !first.has(name)).toSorted(([, a], [, b]) => b - a);
  return {
    firstLoad: {
      html: page,
      js: sum((name) => first.has(name) && name.endsWith(".js")),
      css: sum((name) => first.has(name) && name.endsWith(".css")),
    },
    lazy: Object.fromEntries(lazy.map(([name, weight]) => [withoutHash(name), weight])),
    total: page + sum(() => true),
  };
}

/** `graph-screen-D3x_y-1a.js` is `graph-screen.js`. */
function withoutHash(name: string): string {
  return name.replace(/-[\w-]{8}(\.\w+)$/, "$1");
}
