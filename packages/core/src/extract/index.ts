export { type BackgroundExtract, type BackgroundExtractOptions, extractInBackground } from "./background-extract.ts";
export { createExtractor, type Extractor, type ExtractorOptions, type ExtractRunSettings } from "./extractor.ts";
export { type ExtractReport } from "./extract-report.ts";
export { englishRules } from "./english-rules.ts";
export { type ExtractRule } from "./rule.ts";
export { type ExtractBudget } from "./budget.ts";
