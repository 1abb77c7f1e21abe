import { type ReactElement, useCallback, useId, useState } from "react";
import type { RecallView, WhyNotView } from "../../protocol/recall.ts";
import type { ShownRecord } from "../../protocol/shown-record.ts";
import { Button } from "../design/button.tsx";
import { Panel } from "../design/panel.tsx";
import { Failure } from "../design/state.tsx";
import { Text } from "../design/text.tsx";
import { recordText } from "../record/record-line.tsx";
import { call } from "../server/call.ts";
import { spacePath } from "../server/paths.ts";
import { useSpace } from "../server/space-context.ts";
import { useAction } from "../server/use-action.ts";
import { WhyNotAnswer } from "./why-not-answer.tsx";
import "../design/field.css";
import "../design/filters.css";

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Names a memory that one expected, and gets told what kept it from coming up. */
export function WhyNot({ words }: { words: string }): ReactElement {
  const { name } = useSpace();
  const id = useId();
  const [named, setNamed] = useState("");
  const [candidates, setCandidates] = useState<readonly ShownRecord[]>();
  const [answer, setAnswer] = useState<WhyNotView>();
  const explain = useAction(
    useCallback(
      async (record: string) => {
        setAnswer(await call<WhyNotView>(spacePath(name, "why-not", { q: words, record })));
        setCandidates(undefined);
      },
      [name, words],
    ),
  );
  const find = useAction(
    useCallback(
      async (text: string) => {
        const { hits, cut } = await call<RecallView>(spacePath(name, "search", { q: text, limit: 6 }));
        setAnswer(undefined);
        setCandidates([...hits, ...cut].flatMap(({ record }) => (record ? [record] : [])).slice(0, 6));
      },
      [name],
    ),
  );
  return (
    <Panel title="Why not…?" note="a memory that you expected here">
      <form
        className="ask"
        onSubmit={(event) => {
          event.preventDefault();
          const text = named.trim();
          if (text !== "") (uuid.test(text) ? explain : find).run(text);
        }}
      >
        <label htmlFor={id} className="visually-hidden">
          Some of its words, or its id
        </label>
        <input
          id={id}
          className="field"
          placeholder="Some of its words, or its id"
          autoComplete="off"
          value={named}
          onChange={(event) => setNamed(event.target.value)}
        />
        <Button type="submit" busy={find.busy || explain.busy}>
          Explain
        </Button>
      </form>
      {candidates && (
        <div className="candidates">
          <p>{candidates.length === 0 ? "No memory has these words." : "Which of these?"}</p>
          {candidates.map((record) => (
            <Button key={record.id} small onClick={() => explain.run(record.id)}>
              <span className="one-line">
                <Text>{recordText(record)}</Text>
              </span>
            </Button>
          ))}
        </div>
      )}
      {answer && <WhyNotAnswer answer={answer} />}
      {find.error && <Failure error={find.error} />}
      {explain.error && <Failure error={explain.error} />}
    </Panel>
  );
}
