import { type ReactElement, useCallback, useState } from "react";
import type { ErasePreviewRequest } from "../../protocol/erase.ts";
import type { SessionView } from "../../protocol/session.ts";
import { Button } from "../design/button.tsx";
import { EraseDialog } from "../record/erase-dialog.tsx";
import { call } from "../server/call.ts";
import { kept } from "../server/kept-answers.ts";
import { useSpace } from "../server/space-context.ts";

const everything: ErasePreviewRequest = { everything: true };

/** Ends a space: everything in it is erased, and the page goes on to another one, or to the beginning. */
export function EraseEverything(): ReactElement {
  const { name, locked } = useSpace();
  const [asking, setAsking] = useState(false);
  const close = useCallback(() => setAsking(false), []);
  return (
    <>
      <Button kind="danger" locked={locked} onClick={() => setAsking(true)}>
        Erase everything…
      </Button>
      {asking && <EraseDialog title={`Erase everything in ${name}?`} request={everything} typed={name} onClose={close} onErased={leave} />}
    </>
  );
}

function leave(): void {
  call<SessionView>("/api/session").then(
    (session) => {
      kept.set("/api/session", session);
      location.hash = "#/";
    },
    () => location.reload(),
  );
}
