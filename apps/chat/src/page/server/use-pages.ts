import { useCallback, useEffect, useState } from "react";
import { call } from "./call.ts";
import { onServerEvent } from "./events.ts";
import { asServerError, type ServerError } from "./server-error.ts";

interface Paged {
  /** The cursor of the page after; absent on the last one. */
  readonly next?: string;
}

export interface Pages<Page extends Paged> {
  /** In the order they came; while they are read anew, as they were. */
  readonly pages: readonly Page[];
  readonly error: ServerError | undefined;
  readonly loading: boolean;
  /** Asks for the page after; absent when there is none, or while one is asked for. */
  readonly more: (() => void) | undefined;
  /** Tries again what failed, or begins anew from the first page. */
  readonly reload: () => void;
}

interface State<Page> {
  readonly key: string;
  readonly path: string;
  readonly pages: readonly Page[];
  readonly answered?: string | undefined;
  readonly error?: ServerError;
}

/** A list of the server that goes on behind a cursor: page by page, as far as the reader wants. */
export function usePages<Page extends Paged>(path: string): Pages<Page> {
  const [round, setRound] = useState(0);
  const key = `${round} ${path}`;
  const [state, setState] = useState<State<Page>>({ key: "", path, pages: [] });
  const [wanted, setWanted] = useState<{ readonly key: string; readonly cursor: string }>();
  const cursor = wanted?.key === key ? wanted.cursor : undefined;
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const aborter = new AbortController();
    const from = cursor === undefined ? path : `${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`;
    const settle = (change: (before: State<Page>) => State<Page>): void => {
      if (!aborter.signal.aborted) setState(change);
    };
    call<Page>(from, { signal: aborter.signal }).then(
      (page) => settle((before) => ({ key, path, pages: cursor === undefined ? [page] : [...before.pages, page], answered: cursor })),
      (cause: unknown) =>
        settle((before) => ({ ...before, key, path, pages: before.path === path ? before.pages : [], error: asServerError(cause) })),
    );
    return () => aborter.abort();
  }, [key, path, cursor, attempt]);

  const restart = useCallback(() => setRound((count) => count + 1), []);
  useEffect(
    () =>
      onServerEvent((event) => {
        if (event.type !== "erase") return;
        setState({ key: "", path, pages: [] });
        restart();
      }),
    [path, restart],
  );

  const settled = state.key === key && (state.error !== undefined || state.answered === cursor);
  const pages = state.path === path ? state.pages : [];
  const next = pages.at(-1)?.next;
  const error = state.key === key ? state.error : undefined;
  const more = useCallback(() => next !== undefined && setWanted({ key, cursor: next }), [key, next]);
  const retry = useCallback(() => {
    setState(({ key: failed, path: of, pages: read, answered }) => ({ key: failed, path: of, pages: read, answered }));
    setAttempt((count) => count + 1);
  }, []);
  return {
    pages,
    error,
    loading: !settled,
    more: settled && next !== undefined && !error ? more : undefined,
    reload: error ? retry : restart,
  };
}
