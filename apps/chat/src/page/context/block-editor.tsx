import { type KeyboardEvent, type ReactElement, useId, useRef } from "react";
import type { BlockView } from "../../protocol/context.ts";
import { Button } from "../design/button.tsx";
import { formatCount } from "../design/count.ts";
import { Failure } from "../design/state.tsx";
import { Text } from "../design/text.tsx";
import { Time } from "../design/time.tsx";
import { openRecord } from "../route.ts";
import { useSpace } from "../server/space-context.ts";
import { BlockConflict } from "./block-conflict.tsx";
import { BlockTrust } from "./block-trust.tsx";
import { MergeEditor } from "./merge-editor.tsx";
import { useBlockDraft } from "./use-block-draft.ts";

/** One block: what it says, how much more it may say, and who said it last. */
export function BlockEditor({ block }: { block: BlockView }): ReactElement {
  const { name, locked } = useSpace();
  const draft = useBlockDraft(name, block);
  const id = useId();
  const opened = useRef(block.version);
  const over = draft.text.length - block.limit;
  const blocked =
    locked ?? (over > 0 ? `It is ${formatCount(over)} characters too long.` : draft.changed ? undefined : "Nothing was changed.");
  const press = (event: KeyboardEvent): void => {
    const saves = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
    if (!saves) return;
    event.preventDefault();
    if (blocked === undefined && !draft.conflict) draft.save();
  };
  return (
    <div className="block" data-changed={draft.changed}>
      <p className="block-title">
        <label htmlFor={id}>
          <Text>{block.label}</Text>
        </label>
        {block.version !== opened.current && !draft.changed && (
          <span key={block.version} className="block-fresh">
            changed just now
          </span>
        )}
        <span className="faint" data-over={over > 0}>
          {formatCount(draft.text.length)} / {formatCount(block.limit)} characters
        </span>
      </p>
      {block.description !== "" && (
        <p className="faint" id={`${id}-description`}>
          <Text>{block.description}</Text>
        </p>
      )}
      {draft.forked ? (
        <MergeEditor
          id={id}
          text={draft.text}
          forked={draft.forked}
          readOnly={locked !== undefined}
          invalid={over > 0}
          onChange={draft.edit}
          onKeyDown={press}
        />
      ) : (
        <textarea
          id={id}
          className="field"
          rows={Math.min(10, draft.text.split("\n").length + 1)}
          value={draft.text}
          readOnly={locked !== undefined}
          aria-invalid={over > 0}
          {...(block.description === "" ? {} : { "aria-describedby": `${id}-description` })}
          onChange={({ target }) => draft.edit(target.value)}
          onKeyDown={press}
        />
      )}
      {!draft.changed && <BlockTrust block={block} draft={draft} />}
      {draft.conflict && <BlockConflict conflict={draft.conflict} draft={draft} />}
      {draft.error && <Failure error={draft.error} />}
      <p className="block-foot">
        <span className="faint">
          Version {block.version}, by <Text>{block.changedBy}</Text>, <Time at={block.changedAt} />
        </span>
        {(draft.changed || draft.forked) && !draft.conflict ? (
          <>
            <Button kind="quiet" small onClick={draft.discard}>
              Discard
            </Button>
            <Button kind="primary" small locked={blocked} busy={draft.busy} onClick={() => draft.save()} title="Ctrl+S">
              Save
            </Button>
          </>
        ) : (
          <Button kind="quiet" small onClick={() => openRecord(block.record)}>
            History <span className="visually-hidden">of {block.label}</span>
          </Button>
        )}
      </p>
    </div>
  );
}
