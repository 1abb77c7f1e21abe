import { useCallback, useState } from "react";
import type { BlockConflict, BlockRequest, BlockView } from "../../protocol/context.ts";
import { call } from "../server/call.ts";
import { spacePath } from "../server/paths.ts";
import { currentOf, type ServerError } from "../server/server-error.ts";
import { useAction } from "../server/use-action.ts";

export interface BlockDraft {
  /** What is in the field. */
  readonly text: string;
  readonly changed: boolean;
  /** What somebody else made of the block since this draft was begun. */
  readonly conflict: { readonly base: BlockView; readonly theirs: BlockView } | undefined;
  readonly busy: boolean;
  readonly error: ServerError | undefined;
  readonly edit: (text: string) => void;
  /** Writes this text over the version it was made from, or over the one named. */
  readonly save: (over?: BlockView) => void;
  /** Goes on with another text, made from the block as it is now. */
  readonly rebase: (text: string, base: BlockView) => void;
  readonly discard: () => void;
}

/** A block that is being edited while the agent, another tab or the terminal may edit it too. */
export function useBlockDraft(space: string, block: BlockView): BlockDraft {
  const [draft, setDraft] = useState<{ readonly base: BlockView; readonly text: string }>();
  const [told, setTold] = useState<BlockView>();
  const newest = told && told.version > block.version ? told : block;
  const { run, busy, error, clear } = useAction(
    useCallback(
      async ({ text, expectedVersion }: BlockRequest) => {
        try {
          const path = spacePath(space, `blocks/${encodeURIComponent(block.label)}`);
          const written = await call<BlockView>(path, { method: "PUT", body: { text, expectedVersion } satisfies BlockRequest });
          setTold(written);
          setDraft(undefined);
        } catch (cause) {
          const current = currentOf<BlockConflict["current"]>(cause as ServerError);
          if (!current) throw cause;
          setTold(current);
        }
      },
      [space, block.label],
    ),
  );
  return {
    text: draft?.text ?? newest.text,
    changed: draft !== undefined && draft.text !== draft.base.text,
    conflict: draft && newest.version > draft.base.version && newest.text !== draft.text ? { base: draft.base, theirs: newest } : undefined,
    busy,
    error,
    edit: (text) => setDraft({ base: draft?.base ?? newest, text }),
    save: (over = draft?.base ?? newest) => run({ text: draft?.text ?? newest.text, expectedVersion: over.version }),
    rebase: (text, base) => setDraft({ base, text }),
    discard: () => {
      clear();
      setDraft(undefined);
    },
  };
}
