import { type ReactElement, useEffect } from "react";
import type { RecallView } from "../../protocol/recall.ts";
import { Button } from "../design/button.tsx";
import { Empty, Failure, Offline, Skeleton } from "../design/state.tsx";
import { recalledIds } from "../graph/graph-state.ts";
import { useMoment } from "../moment.ts";
import { spacePath } from "../server/paths.ts";
import { useSpace } from "../server/space-context.ts";
import { usePages } from "../server/use-pages.ts";
import { useShared } from "../shared-value.ts";
import { RecallForm } from "./recall-form.tsx";
import { recallQuery } from "./recall-query.ts";
import { RecallResults } from "./recall-results.tsx";
import { type RecallState, recallState } from "./recall-state.ts";
import { WhyNot } from "./why-not.tsx";

/** The agent's own recall, asked by a person. */
export function Search(): ReactElement {
  const state = useShared(recallState);
  return (
    <div className="recall">
      <RecallForm />
      {state.words.trim() === "" ? (
        <Empty title="Ask memory anything">
          This is the agent’s own recall: every arm searches at once, and the best of what they find is what the model gets to see. Ask “who
          is my sister?” to see what would come up, and why.
        </Empty>
      ) : (
        <Found state={state} />
      )}
    </div>
  );
}

function Found({ state: { words, filters } }: { state: RecallState }): ReactElement {
  const { name } = useSpace();
  const moment = useMoment();
  const query = recallQuery(words, filters);
  if (moment) query.set("at", String(moment.seq));
  const { pages, error, loading, more, reload } = usePages<RecallView>(`${spacePath(name, "search")}?${query.toString()}`);
  const [first, ...rest] = pages;
  useEffect(() => {
    if (pages.length > 0) recalledIds.set(new Set(pages.flatMap((page) => page.hits.map(({ id }) => id))));
  }, [pages]);
  if (!first) return error ? <Failure error={error} retry={reload} /> : <Skeleton lines={8} />;
  const hits = [...first.hits, ...rest.flatMap((page) => page.hits)];
  return (
    <>
      {error && (error.status === 0 ? <Offline /> : <Failure error={error} retry={reload} />)}
      <RecallResults recall={{ ...first, hits }} />
      {(more ?? loading) && (
        <Button busy={loading} onClick={() => more?.()}>
          Show more
        </Button>
      )}
      <WhyNot words={words} />
    </>
  );
}
