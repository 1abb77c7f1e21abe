import type { ReactElement } from "react";
import type { BlockView } from "../../protocol/context.ts";
import { Button } from "../design/button.tsx";
import { Diff } from "../design/diff.tsx";
import { Text } from "../design/text.tsx";
import type { BlockDraft } from "./use-block-draft.ts";

export interface BlockConflictProps {
  readonly conflict: { readonly base: BlockView; readonly theirs: BlockView };
  readonly draft: BlockDraft;
}

/** Two wrote the same block. Both texts are shown, and nothing is lost until a person has chosen. */
export function BlockConflict({ conflict: { base, theirs }, draft }: BlockConflictProps): ReactElement {
  return (
    <div className="block-conflict" role="alert">
      <p>
        <strong>
          Changed meanwhile by <Text>{theirs.changedBy}</Text> (version {theirs.version}).
        </strong>{" "}
        Your text is above, not saved.
      </p>
      <h4>What they changed</h4>
      <Diff before={base.text} after={theirs.text} />
      <h4>From theirs to yours</h4>
      <Diff before={theirs.text} after={draft.text} />
      <p className="block-conflict-choice">
        <Button small busy={draft.busy} onClick={() => draft.save(theirs)}>
          Keep mine
        </Button>
        <Button small onClick={draft.discard}>
          Keep theirs
        </Button>
        <Button small onClick={() => draft.merge({ base, theirs })}>
          Edit both together
        </Button>
      </p>
    </div>
  );
}
