import { type ReactElement, useCallback, useEffect, useState } from "react";
import { Empty, Failure, Skeleton } from "../design/state.tsx";
import { asServerError, type ServerError } from "../server/server-error.ts";
import { useSpace } from "../server/space-context.ts";
import { EarlierMessages } from "./earlier-messages.tsx";
import { loadMessages, type MessagesPage } from "./load-messages.ts";
import { MessageView } from "./message-view.tsx";
import { prepend } from "./reconcile.ts";
import { useStickToEnd } from "./use-stick-to-end.ts";

/** What had been said by then. It can be read, and nothing else. */
export function PastMessages({ seq }: { seq: number }): ReactElement {
  const { name } = useSpace();
  const [page, setPage] = useState<MessagesPage>();
  const [error, setError] = useState<ServerError>();
  const [tries, setTries] = useState(0);
  const { log, keepPlace } = useStickToEnd(page);
  const load = useCallback((before?: string) => loadMessages(name, { at: seq, before }), [name, seq]);
  useEffect(() => {
    let wanted = true;
    load().then(
      (first) => wanted && setPage(first),
      (cause: unknown) => wanted && setError(asServerError(cause)),
    );
    return () => {
      wanted = false;
    };
  }, [load, tries]);
  const retry = (): void => {
    setError(undefined);
    setTries(tries + 1);
  };
  const loadEarlier = async (): Promise<void> => {
    const earlier = await load(page?.next);
    setPage((shown) => ({
      messages: prepend(earlier.messages, shown?.messages ?? []),
      ...(earlier.next === undefined ? {} : { next: earlier.next }),
    }));
  };
  return (
    <div ref={log} className="chat-log" role="log" aria-label="Messages of then" tabIndex={0}>
      <div className="chat-column">
        {page?.next !== undefined && <EarlierMessages load={() => keepPlace(loadEarlier)} />}
        {!page && (error ? <Failure error={error} retry={retry} /> : <Skeleton lines={6} />)}
        {page?.messages.length === 0 && <Empty title="Nothing had been said by then" />}
        {page?.messages.map((message) => (
          <MessageView key={message.id} message={message} writing={false} />
        ))}
      </div>
    </div>
  );
}
