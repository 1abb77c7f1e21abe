import { type ReactElement, useEffect, useState } from "react";
import { Failure, Skeleton } from "../design/state.tsx";
import { useMoment } from "../moment.ts";
import { asServerError, type ServerError } from "../server/server-error.ts";
import { useSpace } from "../server/space-context.ts";
import { Conversation } from "./conversation.tsx";
import { loadMessages, type MessagesPage } from "./load-messages.ts";
import { PastMessages } from "./past-messages.tsx";
import "./chat-pane.css";

/** The chat of the space; with the time cursor in the past, what had been said by then. */
export function ChatPane(): ReactElement {
  const { name } = useSpace();
  const past = useMoment();
  const [first, setFirst] = useState<MessagesPage>();
  const [error, setError] = useState<ServerError>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const aborter = new AbortController();
    loadMessages(name, { signal: aborter.signal }).then(
      (page) => {
        if (!aborter.signal.aborted) setFirst(page);
      },
      (cause: unknown) => {
        if (!aborter.signal.aborted) setError(asServerError(cause));
      },
    );
    return () => aborter.abort();
  }, [name, tries]);
  const retry = (): void => {
    setError(undefined);
    setTries(tries + 1);
  };
  return (
    <section className="chat-pane" aria-label="Chat">
      <h2 className="visually-hidden">Chat</h2>
      {past && <PastMessages key={past.seq} seq={past.seq} />}
      {first ? (
        <Conversation first={first} hidden={past !== undefined} />
      ) : (
        <div className="chat-column">{error ? <Failure error={error} retry={retry} /> : <Skeleton lines={6} />}</div>
      )}
    </section>
  );
}
