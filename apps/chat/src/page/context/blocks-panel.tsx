import type { ReactElement } from "react";
import type { BlockView } from "../../protocol/context.ts";
import { Panel } from "../design/panel.tsx";
import { Empty } from "../design/state.tsx";
import { BlockEditor } from "./block-editor.tsx";

/** Core memory: what is always before the model. The agent writes it, and so may a person. */
export function BlocksPanel({ blocks }: { blocks: readonly BlockView[] }): ReactElement {
  return (
    <Panel title="Blocks" note="always in sight; the agent edits them, and you can">
      {blocks.length === 0 ? (
        <Empty title="No blocks">An agent keeps what must never leave its sight in blocks.</Empty>
      ) : (
        <div className="blocks">
          {blocks.map((block) => (
            <BlockEditor key={block.label} block={block} />
          ))}
        </div>
      )}
    </Panel>
  );
}
