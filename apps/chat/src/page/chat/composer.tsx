import { type KeyboardEvent, type ReactElement, type RefObject } from "react";
import { changeLayout, layout } from "../layout.ts";
import { useShared } from "../shared-value.ts";
import { SendButton } from "./send-button.tsx";
import "./composer.css";

export interface ComposerProps {
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly writing: boolean;
  /** A call waits for a word. */
  readonly waits: boolean;
  /** Why nothing can be sent. What is typed stays. */
  readonly locked: string | undefined;
  readonly onSend: (text: string) => void;
  readonly onStop: () => void;
}

/** Where a person writes: Enter sends, Shift+Enter begins a line, Esc stops a reply. */
export function Composer({ box, text, onText, writing, waits, locked, onSend, onStop }: ComposerProps): ReactElement {
  const { hideTools = false } = useShared(layout);
  const send = (): void => {
    if (text.trim() === "" || locked !== undefined || writing) return;
    onText("");
    onSend(text);
  };
  const press = (event: KeyboardEvent): void => {
    // An input method's own Enter ends a word, not a message.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape" && writing) onStop();
    else if (event.key === "Enter" && !event.shiftKey) send();
    else return;
    event.preventDefault();
  };
  return (
    <form
      className="composer"
      aria-label="Write a message"
      onSubmit={(event) => {
        event.preventDefault();
        send();
        box.current?.focus();
      }}
    >
      <textarea
        ref={box}
        className="field"
        rows={Math.min(8, text.split("\n").length)}
        aria-label="Message"
        aria-describedby="composer-hint"
        placeholder={locked === undefined ? "Say something" : "Nothing can be sent now"}
        enterKeyHint="send"
        value={text}
        onChange={({ target }) => onText(target.value)}
        onKeyDown={press}
      />
      <SendButton writing={writing} locked={locked ?? (text.trim() === "" ? "Write something first" : undefined)} onStop={onStop} />
      <p id="composer-hint" className="composer-hint" data-keys={locked === undefined && !writing && !waits}>
        {locked ?? hintFor(writing, waits)}
      </p>
      <label className="composer-switch">
        <input type="checkbox" role="switch" checked={hideTools} onChange={({ target }) => changeLayout({ hideTools: target.checked })} />{" "}
        Hide tool calls
      </label>
    </form>
  );
}

function hintFor(writing: boolean, waits: boolean): string {
  if (writing) return "A reply is being written. Esc stops it.";
  return waits ? "A call waits for your word. Another message refuses it." : "Enter sends, Shift+Enter begins a line.";
}
