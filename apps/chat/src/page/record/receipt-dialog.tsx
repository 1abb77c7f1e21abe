import type { ReactElement } from "react";
import { useShared } from "../shared-value.ts";
import { EraseReceipt } from "./erase-receipt.tsx";
import { receipt } from "./receipt.ts";

/** Shows the receipt of the last erasure until it is put away. */
export function ReceiptDialog(): ReactElement {
  const shown = useShared(receipt);
  return shown ? <EraseReceipt receipt={shown} onClose={() => receipt.set(undefined)} /> : <></>;
}
