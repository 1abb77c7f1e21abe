import type { RecordId } from "./record.ts";

/** Where a record came in: said by the runtime, the user, the agent itself, a tool's result, a file or the web. */
export const channels = ["system", "user", "agent", "tool", "document", "web"] as const;
export type Channel = (typeof channels)[number];

/** How far a record is trusted, lowest first. */
export const trustLabels = ["untrusted", "tool", "user", "system"] as const;
export type TrustLabel = (typeof trustLabels)[number];

/**
 * Who caused a record. Set by the runtime only, never by a tool argument, so a model cannot raise its own trust.
 * It is part of the erasable payload: after `erase` nothing of it is left.
 */
export interface Origin {
  readonly channel: Channel;
  readonly trust: TrustLabel;
  /** The person or service behind it, as the application names them. */
  readonly principal?: string;
  /** Where the text stands: a file name, an address, a tool's name. */
  readonly source?: string;
  /** The records this one was made from, for evidence and for erasing what was derived. */
  readonly parents?: readonly RecordId[];
}

/** The lowest of the labels: what is derived from several records is trusted no more than the worst of them. @default "system" for none */
export function lowestTrust(labels: Iterable<TrustLabel>): TrustLabel {
  let lowest = trustLabels.length - 1;
  for (const label of labels) lowest = Math.min(lowest, trustLabels.indexOf(label));
  return trustLabels[lowest] ?? "untrusted";
}
