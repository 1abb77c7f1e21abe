import type { ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Dialog } from "../design/dialog.tsx";
import { Text } from "../design/text.tsx";
import { useShared } from "../shared-value.ts";
import { askedLink } from "./asked-link.ts";
import "./link-dialog.css";

/** Shows a link whole before it is followed: what an agent writes may come from a page it read. */
export function LinkDialog(): ReactElement | null {
  const link = useShared(askedLink);
  const close = (): void => askedLink.set(undefined);
  if (!link) return null;
  return (
    <Dialog
      title={`Leave for ${link.goesTo}?`}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>Stay here</Button>
          <a className="button" data-kind="primary" href={link.href} target="_blank" rel="noopener noreferrer nofollow" onClick={close}>
            Open in a new tab
          </a>
        </>
      }
    >
      <p>This link is in text that may rest on what others wrote. This is where it goes, in full:</p>
      <code className="whole-link">
        <Text>{link.href}</Text>
      </code>
    </Dialog>
  );
}
