export { checks } from "./checks.ts";
export { type RunResult, runChecks } from "./run-checks.ts";
