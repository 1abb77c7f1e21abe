import { errorCatalogue as catalogue } from "@pagefile/core/contracts";
import type { Check } from "./check.ts";
import { dependencyRule } from "./dependency-rule.ts";
import { errorCatalogue } from "./error-catalogue.ts";
import { escapeHatches } from "./escape-hatches.ts";
import { fileSizes } from "./file-sizes.ts";
import { importCycles } from "./import-cycles.ts";
import { packageShape } from "./package-shape.ts";
import { publicExports } from "./public-exports.ts";
import { readmeHeadings } from "./readme-headings.ts";
import { snippetsCompile } from "./snippets-compile.ts";
import { unused } from "./unused.ts";

export const checks: readonly Check[] = [
  dependencyRule,
  importCycles,
  fileSizes,
  packageShape,
  publicExports,
  errorCatalogue(catalogue),
  readmeHeadings,
  escapeHatches,
  snippetsCompile,
  unused,
];
