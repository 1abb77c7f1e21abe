import { useCallback, useState } from "react";
import { asServerError, type ServerError } from "./server-error.ts";

export interface Action<Input> {
  readonly run: (input: Input) => void;
  readonly busy: boolean;
  readonly error: ServerError | undefined;
  readonly clear: () => void;
}

/** Something a person starts that may fail: a button says that it is busy, and what went wrong beside it. */
export function useAction<Input>(act: (input: Input) => Promise<void>): Action<Input> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ServerError>();
  const run = useCallback(
    (input: Input) => {
      setBusy(true);
      setError(undefined);
      act(input).then(
        () => setBusy(false),
        (cause: unknown) => {
          setBusy(false);
          setError(asServerError(cause));
        },
      );
    },
    [act],
  );
  const clear = useCallback(() => setError(undefined), []);
  return { run, busy, error, clear };
}
