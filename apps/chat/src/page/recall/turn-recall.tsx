import type { ReactElement } from "react";
import type { TurnRecallView } from "../../protocol/recall.ts";
import { Button } from "../design/button.tsx";
import { ResourceView } from "../design/resource.tsx";
import { Empty } from "../design/state.tsx";
import { Text } from "../design/text.tsx";
import { navigate } from "../route.ts";
import { spacePath } from "../server/paths.ts";
import { useSpace } from "../server/space-context.ts";
import { journalGrew, useResource } from "../server/use-resource.ts";
import { recallState } from "./recall-state.ts";
import { noFilters } from "./recall-query.ts";
import { RecallResults } from "./recall-results.tsx";

/** The recall that was kept with a turn: why the agent said that. */
export function TurnRecall({ message }: { message: string }): ReactElement {
  const { name } = useSpace();
  const kept = useResource<TurnRecallView>(spacePath(name, `messages/${encodeURIComponent(message)}/recall`), journalGrew);
  const leave = (words: string): void => {
    if (words !== "") recallState.set({ words, filters: noFilters });
    navigate({ tab: "recall" });
  };
  const back = (
    <Button small onClick={() => leave(kept.value?.query ?? "")}>
      Search now instead
    </Button>
  );
  if (kept.error?.status === 404) {
    return (
      <Empty title="Nothing was recalled for that turn" action={back}>
        The agent answered from what was in its context already, or the turn was before recalls were kept.
      </Empty>
    );
  }
  return (
    <div className="recall">
      <ResourceView resource={kept} lines={8}>
        {(value) => (
          <>
            <div className="kept-query">
              <p className="faint">What was recalled when the agent answered, as it was ranked then</p>
              <p>
                <strong>
                  “<Text>{value.query}</Text>”
                </strong>
              </p>
              {back}
            </div>
            <RecallResults recall={value} />
          </>
        )}
      </ResourceView>
    </div>
  );
}
