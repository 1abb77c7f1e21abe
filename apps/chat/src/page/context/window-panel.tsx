import type { ReactElement } from "react";
import { type ContextView, contextParts } from "../../protocol/context.ts";
import { Badge } from "../design/badge.tsx";
import { counted, formatCount } from "../design/count.ts";
import { Panel } from "../design/panel.tsx";
import { TokenBar } from "../design/token-bar.tsx";

/** The window as a bar, with where the model is warned and where the oldest messages leave. */
export function WindowPanel({ view }: { view: ContextView }): ReactElement {
  const { sizes, free, reserved, warnAt, evictAt, anchored, roomForTurns } = view;
  const used = contextParts.reduce((sum, part) => sum + sizes[part], 0);
  const percent = Math.round((used / Math.max(1, evictAt)) * 100);
  const figures = [...contextParts.map((part) => [part, sizes[part]] as const), ["free", free] as const, ["reserved", reserved] as const];
  return (
    <Panel
      title="Window"
      note={
        <>
          <strong className="figure">{formatCount(used)}</strong> of {formatCount(evictAt)} tokens · {percent} %
        </>
      }
      actions={
        <Badge title={anchored ? "The provider counted the last request; what came after is estimated" : "Counted here, on the safe side"}>
          {anchored ? "counted by the provider" : "estimate"}
        </Badge>
      }
    >
      <div className="window-bar">
        <TokenBar
          sizes={sizes}
          free={free}
          reserved={reserved}
          marks={[
            { at: warnAt, title: `At ${formatCount(warnAt)} tokens the model is warned, to save what matters` },
            { at: evictAt, title: `At ${formatCount(evictAt)} tokens the oldest messages are paged out` },
          ]}
          label={`${percent} percent of the window: ${figures.map(([part, size]) => `${part} ${formatCount(size)}`).join(", ")}`}
        />
        <p className="window-marks">
          <span style={{ insetInlineStart: `${(warnAt / Math.max(1, view.window)) * 100}%` }}>warned</span>
          <span style={{ insetInlineStart: `${(evictAt / Math.max(1, view.window)) * 100}%` }}>paged out</span>
        </p>
      </div>
      <dl className="legend">
        {figures.map(([part, size]) => (
          <div key={part}>
            <dt>
              <span className="part-key" data-part={part} aria-hidden="true" /> {part}
            </dt>
            <dd>{formatCount(size)}</dd>
          </div>
        ))}
      </dl>
      {roomForTurns !== undefined && (
        <p className="faint">
          {roomForTurns < 1
            ? "The next turn is likely to page out the oldest messages."
            : `Room for about ${counted(Math.floor(roomForTurns), "more turn")} before the oldest messages are paged out.`}
        </p>
      )}
    </Panel>
  );
}
