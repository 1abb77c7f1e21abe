import type { UiHit, UiRecall } from "@pagefile/ai-sdk";
import type { ReactElement } from "react";
import type { WhyView } from "../../protocol/recall.ts";
import { Badge } from "../design/badge.tsx";
import { Button } from "../design/button.tsx";
import { counted } from "../design/count.ts";
import { Text } from "../design/text.tsx";
import { Time } from "../design/time.tsx";
import { openMemory, openStory } from "../frame/open-memory.ts";
import { type PageMessage, turnOf } from "./page-message.ts";

/** What was put before the model by itself, with the reason for each. */
export function RecallRow({ recall, message }: { recall: UiRecall; message: PageMessage }): ReactElement {
  const { hits, confidence, partial } = recall;
  if (hits.length === 0)
    return <p className="memory-line">Nothing in memory seemed to belong to this{partial ? ", as far as it could be searched" : ""}.</p>;
  return (
    <details className="row recalled">
      <summary>
        <span className="part-key" data-part="recalled" aria-hidden="true" />
        <span className="row-title">Recalled {counted(hits.length, "memory", "memories")}</span>
        <span className="row-note">
          <Text>{hits[0]?.text ?? ""}</Text>
        </span>
        {partial && <Badge tone="warn">partial</Badge>}
      </summary>
      <div className="row-body">
        <ol className="recalled-hits">
          {hits.map((hit) => (
            <Recalled key={hit.id} hit={hit} />
          ))}
        </ol>
        <p className="row-foot">
          <span>Confidence {confidence.toFixed(2)}</span>
          <Why message={message} words="Why these, and what was cut" />
        </p>
      </div>
    </details>
  );
}

function Recalled({ hit }: { hit: UiHit }): ReactElement {
  return (
    <li>
      <button type="button" className="recalled-text" onClick={() => openStory(hit.id)}>
        <Text>{hit.text}</Text>
      </button>
      <span className="recalled-facts">
        <Badge>{hit.kind}</Badge>
        {(hit.why as WhyView).arms.map(({ arm, rank }) => (
          <Badge key={arm}>
            {arm} #{rank}
          </Badge>
        ))}
        <Badge tone={hit.origin.trust === "untrusted" ? "bad" : "plain"}>{hit.origin.trust}</Badge>
        <Time at={hit.createdAt} />
      </span>
    </li>
  );
}

/** Of a reply from an earlier visit memory keeps which records were recalled, not their words. */
export function KeptRecallRow({ message }: { message: PageMessage }): ReactElement {
  return (
    <p className="row row-flat">
      <span className="part-key" data-part="recalled" aria-hidden="true" />
      <span className="row-title">Memory was searched</span>
      <Why message={message} words="What came up" />
    </p>
  );
}

function Why({ message, words }: { message: PageMessage; words: string }): ReactElement | null {
  const turn = turnOf(message);
  if (turn === undefined) return null;
  return (
    <Button kind="quiet" small onClick={() => openMemory({ tab: "recall", record: turn })}>
      {words}
    </Button>
  );
}
