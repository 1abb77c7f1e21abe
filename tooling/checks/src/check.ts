import type { Repository } from "./repository.ts";

/** One place where the repository breaks a rule, and what to do about it. */
export interface Finding {
  /** Path from the root of the repository, or the root's own name for what concerns all of it. */
  readonly file: string;
  readonly line?: number;
  readonly message: string;
}

/** A rule of the house. It finds nothing when the rule holds. */
export interface Check {
  readonly name: string;
  readonly run: (repository: Repository) => Promise<readonly Finding[]> | readonly Finding[];
}
