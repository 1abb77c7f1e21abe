import type { EraseReceiptView } from "../../protocol/erase.ts";

/** A receipt of an erasure as text that one can keep and read without this program. */
export function receiptText({ space, at, erased, derived, entries, scrubbed, head, pending }: Omit<EraseReceiptView, "file">): string {
  return [
    "Receipt of an erasure",
    "",
    `Space             ${space}`,
    `Time              ${at}`,
    `Records erased    ${erased.length}`,
    `Derived, erased   ${derived.length}`,
    `Entries emptied   ${entries}`,
    `Freed space       ${scrubbed ? "overwritten in every file" : "not yet overwritten in every file"}`,
    `Stores to follow  ${pending.length === 0 ? "none" : pending.join(", ")}`,
    `Journal           entry ${head.seq}, hash ${head.hash}`,
    "",
    ...erased.map((id) => `erased   ${id}`),
    ...derived.map((id) => `derived  ${id}`),
    "",
  ].join("\n");
}
