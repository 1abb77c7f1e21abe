import type { PagefileError } from "@pagefile/core/contracts";

/** What a promise rejects with, taken for the PagefileError it should be. @throws Error where it does not reject */
export async function rejectionOf(promise: Promise<unknown>): Promise<PagefileError> {
  try {
    await promise;
  } catch (error) {
    return error as PagefileError;
  }
  throw new Error("It did not reject.");
}
