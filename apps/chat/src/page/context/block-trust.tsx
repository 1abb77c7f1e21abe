import type { ReactElement } from "react";
import type { BlockView } from "../../protocol/context.ts";
import { TrustBadge } from "../design/badge.tsx";
import { Button } from "../design/button.tsx";
import { useSpace } from "../server/space-context.ts";
import type { BlockDraft } from "./use-block-draft.ts";

/** Says of a block that rests on little trust what follows from that, and lets a person who has read it stand for it. */
export function BlockTrust({
  block: { label, trust },
  draft,
}: {
  readonly block: BlockView;
  readonly draft: BlockDraft;
}): ReactElement | null {
  const { locked } = useSpace();
  if (trust === "user" || trust === "system") return null;
  return (
    <p className="block-trust">
      <TrustBadge trust={trust} />
      <span className="faint">Made in view of a source nobody vouches for: what acts outside asks you first.</span>
      <Button small locked={locked} busy={draft.busy} onClick={draft.vouch}>
        I vouch for it <span className="visually-hidden">({label})</span>
      </Button>
    </p>
  );
}
