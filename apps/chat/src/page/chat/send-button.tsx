import { type MouseEvent, type ReactElement, type RefCallback, useCallback, useRef } from "react";
import { Button } from "../design/button.tsx";

export interface SendButtonProps {
  /** A reply is being written, which may have begun by itself. */
  readonly writing: boolean;
  /** Why nothing can be sent. */
  readonly locked: string | undefined;
  readonly onStop: () => void;
}

/** Milliseconds in which a press was still meant for the button that stood there before, and a second one belongs to a double click. */
const settleMs = 500;

/**
 * Sends the form it is in, or stops what is being written. These are two buttons in one place: a press that began on one is none on
 * the other, and one that comes just after the change stops nothing. The focus stays in the place.
 */
export function SendButton({ writing, locked, onStop }: SendButtonProps): ReactElement {
  const changed = useRef(0);
  const focused = useRef(false);
  const place = useCallback<RefCallback<HTMLButtonElement>>((button) => {
    changed.current = performance.now();
    if (focused.current) button?.focus();
    return () => {
      focused.current = document.activeElement === button;
    };
  }, []);
  const stop = ({ timeStamp }: MouseEvent): void => {
    if (timeStamp - changed.current > settleMs) onStop();
  };
  return writing ? (
    <Button key="stop" ref={place} onClick={stop}>
      <span className="stop-sign" aria-hidden="true" /> Stop
    </Button>
  ) : (
    <Button key="send" ref={place} type="submit" kind="primary" locked={locked}>
      Send
    </Button>
  );
}
