import type { ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Text } from "../design/text.tsx";
import { useSpace } from "../server/space-context.ts";
import "./starters.css";

/** A chat in which nothing was said yet. */
export function Starters({ locked, onChoose }: { locked: string | undefined; onChoose: (text: string) => void }): ReactElement {
  const { agent, card } = useSpace();
  return (
    <div className="starters">
      <h3>
        <Text>{agent?.title ?? card.title}</Text>
      </h3>
      <p>
        <Text>{agent?.description ?? "It remembers what you tell it."}</Text>
      </p>
      {agent && agent.starters.length > 0 && (
        <>
          <p className="starters-note">Begin with one of these, or with anything. What it keeps shows beside the chat as you talk.</p>
          <ul>
            {agent.starters.map((starter) => (
              <li key={starter}>
                <Button locked={locked} onClick={() => onChoose(starter)}>
                  <Text>{starter}</Text>
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
