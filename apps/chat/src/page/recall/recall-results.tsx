import type { ReactElement } from "react";
import type { RecallView } from "../../protocol/recall.ts";
import { Panel } from "../design/panel.tsx";
import { Empty, Stale } from "../design/state.tsx";
import { CutList } from "./cut-list.tsx";
import { HitList } from "./hit-list.tsx";
import { behindInWords } from "./behind-in-words.ts";
import { RecallPlan } from "./recall-plan.tsx";

/** What both a search and a kept recall have. */
export type ShownRecall = Omit<RecallView, "next" | "tokens"> & { readonly tokens?: number };

/** The answer of memory: what came up, why, what was cut, and how each arm did. */
export function RecallResults({ recall }: { recall: ShownRecall }): ReactElement {
  const { found, hits, cut, searched, total, tokens, confidence, limits } = recall;
  const behind = behindInWords(searched);
  const gone = searched.filter(({ status }) => status === "failed" || status === "timed-out");
  const percent = `${Math.round(confidence * 100)} %`;
  return (
    <>
      {limits !== undefined && <Stale>{limits}</Stale>}
      {behind !== undefined && <Stale>{behind}</Stale>}
      {found && hits.length > 0 ? (
        <Panel
          title={`${hits.length} of ${total} ${total === 1 ? "candidate" : "candidates"}`}
          note={`${tokens === undefined ? "" : `${tokens} tokens · `}confidence ${percent}`}
        >
          <HitList hits={hits} />
        </Panel>
      ) : (
        <Empty title="Nothing found">
          {searched.length === 0 ? "Nothing was searched." : `Searched were ${searched.map(({ arm }) => arm).join(", ")}. `}
          {total > 0 && `The best of ${total} candidates covers too little of the question (confidence ${percent}), so none is shown. `}
          {gone.length > 0 && `Without an answer: ${gone.map(({ arm }) => arm).join(", ")}. `}
        </Empty>
      )}
      {cut.length > 0 && <CutList cut={cut} />}
      <RecallPlan searched={searched} />
    </>
  );
}
