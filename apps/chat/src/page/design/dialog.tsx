import { type ReactElement, type ReactNode, useEffect, useId, useRef } from "react";
import { Text } from "./text.tsx";
import "./dialog.css";

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  /** The buttons at its end, the one that goes on last. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A modal dialog: the browser's own, which keeps the focus in and gives it back. Shown for as long as it is rendered. */
export function Dialog({ title, onClose, wide, actions, children }: DialogProps): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={id}
      {...(wide ? { "data-wide": "" } : {})}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // A browser closes a dialog without asking when Esc is pressed a second time.
      onClose={() => dialog.current?.open || onClose()}
      onMouseDown={(event) => event.target === dialog.current && onClose()}
    >
      <div className="dialog-body">
        <h2 id={id}>
          <Text>{title}</Text>
        </h2>
        {children}
        {actions !== undefined && <footer>{actions}</footer>}
      </div>
    </dialog>
  );
}
