import type { ServiceName } from "./registry.ts";

/** What became of a service in this run. Plain data: it crosses from the setup to the test workers. */
export type ServiceState =
  | { readonly url: string }
  | {
      /** Why it cannot be had. */
      readonly unavailable: string;
      /** What a person runs to get it. */
      readonly command: string;
    };

declare module "vitest" {
  interface ProvidedContext {
    /** By the name of the service; only those that test files of this run name. */
    readonly services: Readonly<Partial<Record<ServiceName, ServiceState>>>;
  }
}
