import { useCallback, useEffect, useState } from "react";
import type { CheckState, CheckView } from "../../protocol/check.ts";
import { call } from "../server/call.ts";
import { onServerEvent } from "../server/events.ts";
import { spacePath } from "../server/paths.ts";
import type { ServerError } from "../server/server-error.ts";
import { useSpace } from "../server/space-context.ts";
import { useAction } from "../server/use-action.ts";
import { useResource } from "../server/use-resource.ts";

export interface SpaceCheck {
  /** The one that runs, or the last, whoever began it. */
  readonly check: CheckView | undefined;
  readonly begin: (what: "verify" | "repair") => void;
  readonly cancel: () => void;
  /** It is being begun, or runs. */
  readonly busy: boolean;
  /** Why it could not be begun or stopped. */
  readonly error: ServerError | undefined;
}

/** The verification or repair of the space, which goes on when this page goes away and is found again when it comes back. */
export function useCheck(): SpaceCheck {
  const { name } = useSpace();
  const { value, reload } = useResource<CheckState>(spacePath(name, "verify"));
  const [heard, setHeard] = useState<CheckView>();
  useEffect(
    () =>
      onServerEvent((event) => {
        if (event.type === "check") setHeard(event.check);
        if (event.type !== "hello") return;
        setHeard(event.check);
        // A server that was started anew knows of none.
        if (!event.check) reload();
      }),
    [reload],
  );
  const check = heard ?? value?.check;
  const { run, busy, error } = useAction(
    useCallback(
      async (what: "verify" | "repair") => {
        const begun = await call<CheckView>(spacePath(name, what), { method: "POST", body: {} });
        // What came as an event is newer than the answer.
        setHeard((before) => (before?.id === begun.id ? before : begun));
      },
      [name],
    ),
  );
  const stop = useAction(useCallback(() => call<undefined>(spacePath(name, "verify"), { method: "DELETE" }), [name]));
  return {
    check,
    begin: run,
    cancel: () => stop.run(undefined),
    busy: busy || check?.state === "running",
    error: error ?? stop.error,
  };
}
