import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import type { ServerEvent } from "../../protocol/events.ts";
import { onServerEvent } from "./events.ts";
import { ask } from "./flights.ts";
import { kept } from "./kept-answers.ts";
import { asServerError, type ServerError } from "./server-error.ts";

/** A turn writes several entries at once; they are one reason to ask again. */
const gatherMs = 120;

export interface Resource<Value> {
  /** The newest answer; while it is asked for again, the one before. */
  readonly value: Value | undefined;
  /** Why the last try failed. A value beside it is old. */
  readonly error: ServerError | undefined;
  readonly loading: boolean;
  readonly reload: () => void;
}

/**
 * A GET of the server that the screen follows: asked for once, kept while other screens are open, asked for again when an event
 * says that it changed, when the network comes back, and on `reload`. No path is no question.
 */
export function useResource<Value>(path: string | undefined, changedBy: (event: ServerEvent) => boolean = never): Resource<Value> {
  const value = useSyncExternalStore(kept.subscribe, () => (path === undefined ? undefined : (kept.get(path) as Value | undefined)));
  const [asked, setAsked] = useState(0);
  const [state, setState] = useState<{
    readonly path?: string | undefined;
    readonly error?: ServerError | undefined;
    readonly done: number;
  }>({
    done: -1,
  });
  const reload = useCallback(() => setAsked((count) => count + 1), []);

  useEffect(() => {
    if (path === undefined) return;
    let wanted = true;
    const question = ask<Value>(path);
    question.answer.then(
      (answer) => {
        if (!wanted) return;
        kept.set(path, answer);
        setState({ path, done: asked });
      },
      (cause: unknown) => {
        if (wanted) setState({ path, error: asServerError(cause), done: asked });
      },
    );
    return () => {
      wanted = false;
      question.leave();
    };
  }, [path, asked]);

  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const stop = onServerEvent((event) => {
      if (event.type === "erase" || changedBy(event)) waiting ??= setTimeout(renew, gatherMs);
    });
    const renew = (): void => {
      waiting = undefined;
      reload();
    };
    return () => {
      stop();
      clearTimeout(waiting);
    };
  }, [changedBy, reload]);
  useEffect(() => {
    window.addEventListener("online", reload);
    return () => window.removeEventListener("online", reload);
  }, [reload]);

  const current = state.path === path;
  return { value, error: current ? state.error : undefined, loading: path !== undefined && !(current && state.done === asked), reload };
}

function never(): boolean {
  return false;
}

/** The journal grew: what most screens read anew after. Give it to `useResource` as it is. */
export function journalGrew(event: ServerEvent): boolean {
  return event.type === "entry" || event.type === "many" || event.type === "erase" || event.type === "turn-finish";
}
