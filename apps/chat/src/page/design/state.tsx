import type { ReactElement, ReactNode } from "react";
import type { ServerError } from "../server/server-error.ts";
import { Button } from "./button.tsx";
import { Text } from "./text.tsx";
import "./state.css";

/** Nothing here yet: what this place is for, and one thing to do. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }): ReactElement {
  return (
    <div className="state" data-kind="empty">
      <strong>{title}</strong>
      {children !== undefined && <p>{children}</p>}
      {action}
    </div>
  );
}

/** Grey lines where text will be; they show only when it takes longer than 200 ms. */
export function Skeleton({ lines = 4 }: { lines?: number }): ReactElement {
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">Loading</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} aria-hidden="true" />
      ))}
    </div>
  );
}

/** What went wrong as a sentence, its code, and a way to try again. */
export function Failure({ error, retry }: { error: ServerError; retry?: () => void }): ReactElement {
  return (
    <div className="state" data-kind="failure" role="alert">
      <p>
        <Text>{error.message}</Text> <code>{error.code}</code>
      </p>
      {retry && (
        <Button small onClick={retry}>
          Retry
        </Button>
      )}
    </div>
  );
}

/** The server cannot be reached: what is on the screen was read before. */
export function Offline({ children }: { children?: ReactNode }): ReactElement {
  return (
    <div className="state" data-kind="offline" role="status">
      {children ?? "Not connected. What you see was read before; nothing can be changed until the connection is back."}
    </div>
  );
}

/** A store is behind the journal: "vectors 12 entries behind". */
export function Stale({ children }: { children: ReactNode }): ReactElement {
  return (
    <div className="state" data-kind="stale" role="status">
      {children}
    </div>
  );
}
