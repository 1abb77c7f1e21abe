import { type ReactElement, useCallback, useEffect, useState } from "react";
import { Button } from "../design/button.tsx";
import { Text } from "../design/text.tsx";
import { onServerEvent } from "../server/events.ts";
import { useAction } from "../server/use-action.ts";
import { useShared } from "../shared-value.ts";
import { notice } from "./notice.ts";
import "./notice-bar.css";

/** Long enough to read it and to reach for the way back, which the timeline keeps open for ever. */
const shownMs = 20_000;

/** Where notices are shown and read out, over whatever screen is open. */
export function NoticeBar(): ReactElement {
  const shown = useShared(notice);
  const [held, setHeld] = useState(false);
  useEffect(() => onServerEvent((event) => void (event.type === "erase" && notice.set(undefined))), []);
  useEffect(() => {
    if (!shown || held) return;
    const timer = setTimeout(() => notice.set(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [shown, held]);
  const undo = useAction(
    useCallback(async () => {
      await shown?.undo?.();
      notice.set({ text: "Undone. It is back as it was." });
    }, [shown]),
  );
  return (
    <div className="notice-bar" role="status">
      {shown && (
        <div
          className="notice"
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
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
