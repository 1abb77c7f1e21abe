import { type ReactElement, type ReactNode, useId } from "react";
import { Text } from "./text.tsx";
import "./panel.css";

export interface PanelProps {
  readonly title: string;
  /** A few words beside the title: a count, a state. */
  readonly note?: ReactNode;
  /** Controls at the end of the title's line. */
  readonly actions?: ReactNode;
  /** @default 3 */
  readonly level?: 2 | 3;
  readonly children: ReactNode;
}

/** A part of a screen with a heading, which is also its name for readers. */
export function Panel({ title, note, actions, level = 3, children }: PanelProps): ReactElement {
  const id = useId();
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section className="panel" aria-labelledby={id}>
      <header>
        <Heading id={id}>
          <Text>{title}</Text>
        </Heading>
        {note !== undefined && <span className="note">{note}</span>}
        {actions !== undefined && <span className="end">{actions}</span>}
      </header>
      {children}
    </section>
  );
}
