import { type ReactElement, useCallback, useId, useState } from "react";
import type { StartRequest } from "../../protocol/session.ts";
import { Button } from "../design/button.tsx";
import { Panel } from "../design/panel.tsx";
import { Failure } from "../design/state.tsx";
import { Text } from "../design/text.tsx";
import { startAgent } from "../frame/start-agent.ts";
import { useSpace } from "../server/space-context.ts";
import { useAction } from "../server/use-action.ts";
import { spaceNamed } from "./space-named.ts";
import "../design/field.css";

/** Begins another space: the same or another agent, with a memory of its own. */
export function StartSpace(): ReactElement {
  const { name: here, session, locked } = useSpace();
  const id = useId();
  const [agentId, setAgentId] = useState(session.agents[0]?.id ?? "");
  const [words, setWords] = useState("");
  const start = useAction(useCallback((request: StartRequest) => startAgent(request), []));
  const agent = session.agents.find((each) => each.id === agentId);
  const space = words.trim() === "" ? undefined : spaceNamed(words, here);
  const missing = agent?.perSpace !== undefined && space === undefined ? `Name the ${agent.perSpace} first` : undefined;
  return (
    <Panel title="Start another">
      <form
        className="start-space"
        onSubmit={(event) => {
          event.preventDefault();
          if (locked === undefined && missing === undefined) start.run({ agent: agentId, ...(space === undefined ? {} : { space }) });
        }}
      >
        <label htmlFor={`${id}-agent`}>Agent</label>
        <select id={`${id}-agent`} className="field" value={agentId} onChange={(event) => setAgentId(event.target.value)}>
          {session.agents.map((each) => (
            <option key={each.id} value={each.id}>
              {each.title}
            </option>
          ))}
        </select>
        <label htmlFor={`${id}-name`}>{agent?.perSpace === undefined ? "Space" : `Name of the ${agent.perSpace}`}</label>
        <input
          id={`${id}-name`}
          className="field"
          autoComplete="off"
          placeholder={agent?.perSpace === undefined ? "the agent’s own" : "Lindqvist & Sons"}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <p className="faint">
          {agent !== undefined && <Text>{agent.description}</Text>}
          {space !== undefined && (
            <>
              {" "}
              Its memory is kept in <code>{space}</code>.
            </>
          )}
        </p>
        <Button type="submit" kind="primary" locked={locked ?? missing} busy={start.busy}>
          Start
        </Button>
      </form>
      {start.error && <Failure error={start.error} />}
    </Panel>
  );
}
