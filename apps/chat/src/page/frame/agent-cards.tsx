import type { ReactElement } from "react";
import type { AgentCard } from "../../protocol/session.ts";
import { Button } from "../design/button.tsx";
import { Failure } from "../design/state.tsx";
import { Text } from "../design/text.tsx";
import { useAction } from "../server/use-action.ts";
import { startAgent } from "./start-agent.ts";
import "./agent-cards.css";

/** The agents one can begin with, each with questions to begin with. */
export function AgentCards({ agents, onStarted }: { agents: readonly AgentCard[]; onStarted: () => void }): ReactElement {
  const { run, busy, error } = useAction(async (agent: string) => {
    await startAgent({ agent });
    onStarted();
  });
  return (
    <>
      <ul className="agent-cards">
        {agents.map((agent) => (
          <li key={agent.id}>
            <h2>
              <Text>{agent.title}</Text>
            </h2>
            <p>
              <Text>{agent.description}</Text>
            </p>
            <ul>
              {agent.starters.map((starter) => (
                <li key={starter}>
                  <Text>{starter}</Text>
                </li>
              ))}
            </ul>
            <Button kind="primary" busy={busy} onClick={() => run(agent.id)}>
              Start <span className="visually-hidden">{agent.title}</span>
            </Button>
          </li>
        ))}
      </ul>
      {error && <Failure error={error} />}
    </>
  );
}
