import type { ReactElement, ReactNode } from "react";
import { Text } from "../design/text.tsx";
import { argumentsOf } from "./tool-words.ts";
import "./call-words.css";

export interface CallWordsProps {
  readonly name: string;
  readonly input: unknown;
  /** Further terms. */
  readonly children?: ReactNode;
}

/** The name of a tool and the arguments of a call, one by one, as text. */
export function CallWords({ name, input, children }: CallWordsProps): ReactElement {
  return (
    <dl className="call-words">
      <div>
        <dt>Tool</dt>
        <dd>
          <code>
            <Text>{name}</Text>
          </code>
        </dd>
      </div>
      {argumentsOf(input).map(({ name: argument, text }) => (
        <div key={argument}>
          <dt>
            <Text>{argument}</Text>
          </dt>
          <dd>
            <Text>{text}</Text>
          </dd>
        </div>
      ))}
      {children}
    </dl>
  );
}
