import { isBuiltin } from "node:module";

export type ModuleKind = "relative" | "builtin" | "package";

export function kindOf(specifier: string): ModuleKind {
  if (specifier.startsWith(".")) return "relative";
  return isBuiltin(specifier) ? "builtin" : "package";
}

/** `@scope/name/deep/path` → `@scope/name`. */
export function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/** Resolves a relative specifier against the file that names it, to a path from the root. */
export function resolveRelative(fromFile: string, specifier: string): string {
  return new URL(specifier, `file:///${fromFile}`).pathname.slice(1);
}
