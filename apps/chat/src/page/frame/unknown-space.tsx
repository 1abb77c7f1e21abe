import type { ReactElement } from "react";
import type { SessionView } from "../../protocol/session.ts";
import { Text } from "../design/text.tsx";
import { formatRoute } from "../route.ts";
import { Mark } from "./mark.tsx";
import "./lonely.css";

/** A link to a space that is not here, or has no agent. */
export function UnknownSpace({ name, session }: { name: string; session: SessionView }): ReactElement {
  return (
    <main className="lonely">
      <Mark />
      <h1>No such space</h1>
      <p>
        There is no agent in <Text>{name}</Text>. It may have been erased, or the link is from another machine.
      </p>
      <ul>
        {session.spaces.map((space) => (
          <li key={space.name}>
            <a href={formatRoute({ space: space.name, tab: "context" })}>
              <Text>{space.title}</Text>
            </a>
          </li>
        ))}
      </ul>
    </main>
  );
}
