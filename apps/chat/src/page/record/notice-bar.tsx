import { type ReactElement, useCallback } from "react";
import { Button } from "../design/button.tsx";
import { Text } from "../design/text.tsx";
import { useAction } from "../server/use-action.ts";
import { useShared } from "../shared-value.ts";
import { notice } from "./notice.ts";
import "./notice-bar.css";

/** Where notices are shown and read out, over whatever screen is open. */
export function NoticeBar(): ReactElement {
  const shown = useShared(notice);
  const undo = useAction(
    useCallback(async () => {
      await shown?.undo?.();
      notice.set({ text: "Undone. It is back as it was." });
    }, [shown]),
  );
  return (
    <div className="notice-bar" role="status">
      {shown && (
        <div className="notice">
          <p>{undo.error ? <Text>{undo.error.message}</Text> : <Text>{shown.text}</Text>}</p>
          {shown.undo && (
            <Button small busy={undo.busy} onClick={() => undo.run(undefined)}>
              Undo
            </Button>
          )}
          <Button
            small
            kind="quiet"
            onClick={() => {
              undo.clear();
              notice.set(undefined);
            }}
          >
            Dismiss
          </Button>
        </div>
      )}
    </div>
  );
}
