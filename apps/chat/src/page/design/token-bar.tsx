import type { ReactElement } from "react";
import { type ContextPartName, contextParts } from "../../protocol/context.ts";
import { formatCount } from "./count.ts";
import "./token-bar.css";

export interface TokenBarProps {
  /** Tokens of each part. */
  readonly sizes: Readonly<Partial<Record<ContextPartName, number>>>;
  readonly free: number;
  readonly reserved: number;
  /** In tokens, from the start of the bar. */
  readonly marks?: readonly { readonly at: number; readonly title: string }[];
  readonly thin?: boolean;
  /** What a reader hears instead of the bar. */
  readonly label: string;
}

/** The window as one bar: its parts in the order the model sees them, what is free, what the answer needs. */
export function TokenBar({ sizes, free, reserved, marks = [], thin, label }: TokenBarProps): ReactElement {
  const segments = [
    ...contextParts.map((part) => ({ part, size: sizes[part] ?? 0 })),
    { part: "free", size: free },
    { part: "reserved", size: reserved },
  ];
  const window = segments.reduce((sum, { size }) => sum + size, 0);
  return (
    <div className="token-bar" role="img" aria-label={label} {...(thin ? { "data-thin": "" } : {})}>
      {segments
        .filter(({ size }) => size > 0)
        .map(({ part, size }) => (
          <span key={part} className="segment" data-part={part} style={{ flexGrow: size }} title={`${part}: ${formatCount(size)} tokens`} />
        ))}
      {window > 0 &&
        marks.map(({ at, title }) => (
          <span key={title} className="mark" title={title} style={{ insetInlineStart: `${(at / window) * 100}%` }} />
        ))}
    </div>
  );
}
