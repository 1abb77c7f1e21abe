import { type ErrorCode, isPagefileError, type PagefileError } from "@pagefile/core/contracts";
import { expect } from "vitest";

/** Expects a rejection with a code of the catalogue, and returns the error. */
export async function expectError(code: ErrorCode, promise: Promise<unknown>): Promise<PagefileError> {
  const outcome = await promise.then(
    () => "no error",
    (error: unknown) => error,
  );
  if (!isPagefileError(outcome)) {
    if (outcome instanceof Error) throw new Error(`Expected ${code}, got ${outcome.name}: ${outcome.message}`, { cause: outcome });
    expect.fail(`Expected ${code}, got ${String(outcome)}.`);
  }
  expect(outcome.code).toBe(code);
  return outcome;
}
