import { describe, inject, test } from "vitest";
import type { ServiceName } from "./registry.ts";
import type { ServiceState } from "./service-state.ts";

/** A server that answers. */
export interface ReadyService {
  /** Without a slash at the end. */
  readonly url: string;
}

const NOT_SET_UP: ServiceState = {
  unavailable: "this run has no @pagefile/services/vitest-setup, or the service's name is not written out in the call",
  command: "npm test",
};

/**
 * A suite on a real server. Where the server cannot be had, the suite is skipped under its own name, and
 * the skipped test says why and by which command one gets it.
 *
 * @param name Written out as a literal: the setup searches the test files for it and starts only what they name.
 */
export function describeWithService(name: ServiceName, title: string, suite: (service: ReadyService) => void): void {
  const state = inject("services")?.[name] ?? NOT_SET_UP;
  if ("url" in state) {
    describe(title, () => suite({ url: state.url }));
    return;
  }
  describe(title, () => {
    test.skip(`needs ${name}: ${state.unavailable}. Get it with: ${state.command}`);
  });
}
