import { type Comment, parseSync, type Program, Visitor, type VisitorObject } from "oxc-parser";

/** A module that a file names in an import, a re-export, a dynamic import or an import type. */
export interface ImportedModule {
  readonly specifier: string;
  /** Whether nothing of the import is left when types are stripped. */
  readonly typeOnly: boolean;
  readonly line: number;
}

export interface ParsedFile {
  readonly program: Program;
  readonly comments: readonly Comment[];
  lineAt(offset: number): number;
  visit(visitor: VisitorObject): void;
}

export function parseFile(path: string, text: string): ParsedFile {
  const { program, comments } = parseSync(path, text);
  return {
    program,
    comments,
    lineAt: (offset) => text.slice(0, offset).split("\n").length,
    visit: (visitor) => new Visitor(visitor).visit(program),
  };
}

/** Every module a file names, in the order of the text. */
export function importedModules(path: string, text: string): readonly ImportedModule[] {
  const file = parseFile(path, text);
  const found: ImportedModule[] = [];
  const keep = (source: { type: string; start: number; value?: unknown } | null, typeOnly: boolean): void => {
    if (source?.type !== "Literal" || typeof source.value !== "string") return;
    found.push({ specifier: source.value, typeOnly, line: file.lineAt(source.start) });
  };
  file.visit({
    ImportDeclaration: (node) => keep(node.source, node.importKind === "type"),
    ExportNamedDeclaration: (node) => keep(node.source, node.exportKind === "type"),
    ExportAllDeclaration: (node) => keep(node.source, node.exportKind === "type"),
    ImportExpression: (node) => keep(node.source, false),
    TSImportType: (node) => keep(node.source, true),
  });
  return found;
}
