import { useCallback, useState } from "react";
import type { BlockConflict, BlockRequest, BlockView } from "../../protocol/context.ts";
import { call } from "../server/call.ts";
import { spacePath } from "../server/paths.ts";
import { currentOf, type ServerError } from "../server/server-error.ts";
import { useAction } from "../server/use-action.ts";
import { bothTexts } from "./both-texts.ts";
import type { Forked } from "./merge-texts.ts";

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
  /** Goes on with both texts in one, to be saved over theirs. */
  readonly merge: (conflict: NonNullable<BlockDraft["conflict"]>) => void;
  /** The two texts that the one in the field was made of, until it is saved. */
  readonly forked: Pick<Forked, "mine" | "theirs"> | undefined;
  readonly discard: () => void;
  /** Makes the block as it stands the person's own. */
  readonly vouch: () => void;
}

interface Draft {
  /** The version it was made from. */
  readonly base: BlockView;
  readonly text: string;
  readonly forked?: Pick<Forked, "mine" | "theirs">;
}

/** A block that is being edited while the agent, another tab or the terminal may edit it too. */
export function useBlockDraft(space: string, block: BlockView): BlockDraft {
  const [draft, setDraft] = useState<Draft>();
  const [told, setTold] = useState<BlockView>();
  const newest = told && told.version > block.version ? told : block;
  const { run, busy, error, clear } = useAction(
    useCallback(
      async (body: BlockRequest) => {
        try {
          const path = spacePath(space, `blocks/${encodeURIComponent(block.label)}`);
          const written = await call<BlockView>(path, { method: "PUT", body });
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
    forked: draft?.forked,
    edit: (text) => setDraft({ base: newest, ...draft, text }),
    save: (over = draft?.base ?? newest) => run({ text: draft?.text ?? newest.text, expectedVersion: over.version }),
    merge: ({ base, theirs }) => {
      const forked = { base: base.text, mine: draft?.text ?? base.text, theirs: theirs.text };
      setDraft({ base: theirs, text: bothTexts(forked), forked });
    },
    discard: () => {
      clear();
      setDraft(undefined);
    },
    vouch: () => run({ text: newest.text, expectedVersion: newest.version, vouched: true }),
  };
}
