import { type ReactElement, useState } from "react";
import type { EraseReceiptView } from "../../protocol/erase.ts";
import { Button } from "../design/button.tsx";
import { counted } from "../design/count.ts";
import { Dialog } from "../design/dialog.tsx";
import { receiptText } from "./receipt-text.ts";
import "./erase-dialog.css";

/** What was erased, to keep: it is shown once, and the text of what is gone is not in it. */
export function EraseReceipt({ receipt, onClose }: { receipt: EraseReceiptView; onClose: () => void }): ReactElement {
  const [copied, setCopied] = useState<string>();
  const text = receiptText(receipt);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied("Copied."),
      () => setCopied("The browser does not let the page copy: select the text and copy it."),
    );
  };
  const actions = (
    <>
      <Button onClick={() => window.print()}>Print…</Button>
      <a className="button" href={receipt.file} download>
        Save as a file
      </a>
      <Button onClick={copy}>Copy</Button>
      <Button kind="primary" onClick={onClose}>
        Done
      </Button>
    </>
  );
  const { erased, derived, pending } = receipt;
  return (
    <Dialog title="Erased for good" wide onClose={onClose} actions={actions}>
      <p>
        {counted(erased.length + derived.length, "record")} {erased.length + derived.length === 1 ? "is" : "are"} gone.{" "}
        {pending.length === 0 ? "Every store has followed." : `${pending.join(" and ")} will follow when it is back.`}
      </p>
      <pre className="receipt" tabIndex={0} aria-label="Receipt">
        {text}
      </pre>
      <p role="status" className="faint">
        {copied}
      </p>
    </Dialog>
  );
}
