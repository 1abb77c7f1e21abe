import type { ReactElement } from "react";
import type { SessionView } from "../../protocol/session.ts";
import { AgentCards } from "./agent-cards.tsx";
import { Mark } from "./mark.tsx";

/** Nobody has talked to an agent here yet. */
export function FirstVisit({ session, onStarted }: { session: SessionView; onStarted: () => void }): ReactElement {
  const { model } = session;
  return (
    <main className="first-visit">
      <header>
        <Mark />
        <h1>An agent that remembers, and a memory you can look into</h1>
        <p>
          Talk to it, and watch what it keeps. See why it said something, correct it, make it forget. Choose whom to begin with; the others
          are there whenever you like.
        </p>
      </header>
      <AgentCards agents={session.agents} onStarted={onStarted} />
      <p className="model-note">
        {model.offline ? "It answers by built-in rules, without a language model." : `It answers with ${model.id}.`} {model.hint}
      </p>
    </main>
  );
}
