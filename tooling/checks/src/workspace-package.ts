import type { Repository } from "./repository.ts";

/**
 * What the dependency rule says about a package: `core`; `companion` (the published suites and test doubles);
 * `adapter` (one vendor behind the contracts); `reader` (formats of files, read by the parsers of each); `open` (apps, bench, examples, tooling), which may compose anything.
 */
export type Role = "core" | "companion" | "adapter" | "reader" | "open";

export type Manifest = Readonly<Record<string, unknown>>;

export interface WorkspacePackage {
  /** Folder from the root, such as `packages/core`. */
  readonly folder: string;
  readonly name: string;
  readonly role: Role;
  readonly manifest: Manifest;
}

/** Every package of the workspace, found by its package.json. */
export function listPackages(repository: Repository): readonly WorkspacePackage[] {
  return [...repository.files].flatMap(([path, text]) => {
    if (!path.endsWith("/package.json")) return [];
    const folder = path.slice(0, -"/package.json".length);
    const manifest = JSON.parse(text) as Manifest;
    return [{ folder, name: String(manifest["name"]), role: roleOf(folder), manifest }];
  });
}

function roleOf(folder: string): Role {
  if (folder === "packages/core") return "core";
  if (folder === "packages/conformance" || folder === "packages/testing") return "companion";
  if (folder === "packages/documents") return "reader";
  return folder.startsWith("packages/") ? "adapter" : "open";
}

/** The names a manifest lists under the given fields, such as `dependencies`. */
export function dependencyNames(manifest: Manifest, fields: readonly string[]): ReadonlySet<string> {
  return new Set(fields.flatMap((field) => Object.keys((manifest[field] ?? {}) as Record<string, string>)));
}
