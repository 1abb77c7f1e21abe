import { type ReactElement, useCallback, useEffect, useId, useState } from "react";
import type { ErasePreview, ErasePreviewRequest } from "../../protocol/erase.ts";
import { Button } from "../design/button.tsx";
import { counted } from "../design/count.ts";
import { Dialog } from "../design/dialog.tsx";
import { Failure, Skeleton } from "../design/state.tsx";
import { Text } from "../design/text.tsx";
import { useSpace } from "../server/space-context.ts";
import { useAction } from "../server/use-action.ts";
import { blocksInWords } from "./blocks-in-words.ts";
import { erase, previewErasure } from "./erase-calls.ts";
import { receipt } from "./receipt.ts";
import "../design/field.css";
import "./erase-dialog.css";

export interface EraseDialogProps {
  readonly title: string;
  /** The same object for as long as the dialog is shown. */
  readonly request: ErasePreviewRequest;
  /** What has to be typed, so that nobody does it in passing. */
  readonly typed: string;
  readonly onClose: () => void;
  readonly onErased?: () => void;
}

/** Erasing for good: what would go, the word to type, the receipt. */
export function EraseDialog({ title, request, typed, onClose, onErased }: EraseDialogProps): ReactElement {
  const { name, locked } = useSpace();
  const [preview, setPreview] = useState<ErasePreview>();
  const [words, setWords] = useState("");
  const ask = useAction(useCallback(async () => setPreview(await previewErasure(name, request)), [name, request]));
  const go = useAction(
    useCallback(
      async (token: string) => {
        receipt.set(await erase(name, token));
        onErased?.();
        onClose();
      },
      [name, onErased, onClose],
    ),
  );
  const { run } = ask;
  useEffect(() => run(undefined), [run]);
  const reason = locked ?? (words.trim() === typed ? undefined : `Type “${typed}” first`);
  const actions = (
    <>
      <Button onClick={onClose}>Keep everything</Button>
      {preview && (
        <Button kind="danger-fill" busy={go.busy} locked={reason} onClick={() => go.run(preview.token)}>
          Erase for good
        </Button>
      )}
    </>
  );
  return (
    <Dialog title={title} onClose={onClose} actions={actions}>
      {preview ? <Preview preview={preview} typed={typed} words={words} onType={setWords} /> : !ask.error && <Skeleton />}
      {ask.error && <Failure error={ask.error} retry={() => run(undefined)} />}
      {go.error && (
        <Failure
          error={go.error}
          retry={() => {
            go.clear();
            run(undefined);
          }}
        />
      )}
    </Dialog>
  );
}

interface PreviewProps {
  readonly preview: ErasePreview;
  readonly typed: string;
  readonly words: string;
  readonly onType: (words: string) => void;
}

function Preview({ preview, typed, words, onType }: PreviewProps): ReactElement {
  const id = useId();
  const { records, derived, entries, stores, examples, blocks } = preview;
  return (
    <>
      <p>
        This takes {counted(records, "record")}
        {derived > 0 && ` and ${counted(derived, "record")} made from ${records === 1 ? "it" : "them"}`} out of the journal (
        {counted(entries, "entry", "entries")}) and out of {stores.join(", ")}. Nothing brings {records + derived === 1 ? "it" : "them"}{" "}
        back.
      </p>
      <ul className="quoted">
        {examples.map((example, index) => (
          <li key={index}>
            <Text>{example}</Text>
          </li>
        ))}
      </ul>
      {blocks.length > 0 && (
        <p>
          <Text>{blocksInWords(blocks)}</Text>
        </p>
      )}
      <div className="typed">
        <label htmlFor={id}>
          Type <strong>{typed}</strong> to go on
        </label>
        <input
          id={id}
          className="field"
          autoComplete="off"
          spellCheck={false}
          value={words}
          onChange={(event) => onType(event.target.value)}
        />
      </div>
    </>
  );
}
