import { type ReactElement, useId, useRef, useState } from "react";
import { Button } from "../design/button.tsx";
import { formatBytes } from "../design/count.ts";
import { formatsInWords } from "./formats-in-words.ts";

export interface DropZoneProps {
  readonly formats: readonly string[];
  readonly maxBytes: number;
  readonly locked: string | undefined;
  readonly busy: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Where files are dropped, with a button that does the same. */
export function DropZone({ formats, maxBytes, locked, busy, onFiles }: DropZoneProps): ReactElement {
  const [over, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const id = useId();
  const take = (files: FileList | null): void => {
    if (files && files.length > 0 && locked === undefined) onFiles([...files]);
  };
  return (
    <div
      className="drop-zone"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(locked === undefined);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <p>
        <strong>Drop files here</strong>, and the agent can answer from them.
      </p>
      <label htmlFor={id} className="visually-hidden">
        Files to import
      </label>
      <input
        id={id}
        ref={picker}
        type="file"
        multiple
        hidden
        accept={formats.join(",")}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = "";
        }}
      />
      <Button kind="primary" locked={locked} busy={busy} onClick={() => picker.current?.click()}>
        {busy ? "Sending…" : "Choose files…"}
      </Button>
      <p className="faint">
        {formatsInWords(formats)}, at most {formatBytes(maxBytes)} each
      </p>
    </div>
  );
}
