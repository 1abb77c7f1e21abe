import { type ReactElement, useCallback, useEffect, useRef } from "react";
import { Button } from "../design/button.tsx";
import { Failure } from "../design/state.tsx";
import { useAction } from "../server/use-action.ts";

/** Loads the page before by itself when its reader comes near the beginning, and by a button. */
export function EarlierMessages({ load }: { load: () => Promise<void> }): ReactElement {
  const newest = useRef(load);
  newest.current = load;
  const { run, busy, error } = useAction(useCallback(() => newest.current(), []));
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const seen = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting && !busy && !error) run(undefined);
      },
      { rootMargin: "200px 0px 0px 0px" },
    );
    if (place.current) seen.observe(place.current);
    return () => seen.disconnect();
  }, [run, busy, error]);
  return (
    <div ref={place} className="earlier">
      {error && <Failure error={error} />}
      <Button small busy={busy} onClick={() => run(undefined)}>
        {busy ? "Loading earlier messages" : "Earlier messages"}
      </Button>
    </div>
  );
}
