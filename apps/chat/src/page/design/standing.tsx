import type { ReactElement } from "react";
import { Badge, type Tone } from "./badge.tsx";
import { Text } from "./text.tsx";

export interface StandingProps {
  readonly tone: Tone;
  readonly word: string;
  /** Why it is so, as somebody else says it. */
  readonly reason?: string | undefined;
}

/** How something stands, in a word, with the reason beside it. */
export function Standing({ tone, word, reason }: StandingProps): ReactElement {
  return (
    <>
      <Badge tone={tone}>{word}</Badge>
      {reason !== undefined && (
        <span className="faint">
          {" "}
          <Text>{reason}</Text>
        </span>
      )}
    </>
  );
}
