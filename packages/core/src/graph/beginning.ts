import type { FactBody, Instant } from "../contracts/index.ts";
import { holdsAt } from "./timeline.ts";

export interface Neighbours {
  readonly at: Instant;
  /** The facts of the same subject and single-valued predicate; none where it may have several values. */
  readonly before: readonly FactBody[];
  /** Whether one of them says the same. */
  readonly same: (body: FactBody) => boolean;
}

/**
 * Since when a new fact holds: as it was said, or else from its telling, or from now where it follows another one.
 * What was told last is the news: after "I live in Lisbon", "I moved to Porto in September" ends Lisbon, though nobody knows when
 * Lisbon began and its telling came after September.
 */
export function beginning(
  { validFrom, toldAt }: { readonly validFrom?: Instant; readonly toldAt?: Instant },
  { at, before, same }: Neighbours,
): Pick<FactBody, "validFrom" | "assumed"> {
  const isNews = before.some((body) => !same(body) && isOutdated(body, { validFrom, toldAt }));
  if (validFrom !== undefined && !isNews) return { validFrom };
  const assumed = toldAt ?? (before.length > 0 ? at : undefined);
  return assumed === undefined ? {} : { validFrom: assumed, assumed: true };
}

/** Whether a fact still held when another was told, and only for want of a stated beginning begins later than that one. */
function isOutdated(body: FactBody, { validFrom, toldAt }: { validFrom: Instant | undefined; toldAt: Instant | undefined }): boolean {
  if (body.assumed !== true || body.validFrom === undefined || validFrom === undefined || toldAt === undefined) return false;
  return validFrom < body.validFrom && body.validFrom < toldAt && holdsAt(body, toldAt);
}
