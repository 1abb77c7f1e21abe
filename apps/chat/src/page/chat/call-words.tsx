import type { ReactElement } from "react";
import { Text } from "../design/text.tsx";
import { argumentsOf } from "./tool-words.ts";

/** The name of a tool and the arguments of a call, one by one, as text; within a list of terms. */
export function CallWords({ name, input }: { name: string; input: unknown }): ReactElement {
  return (
    <>
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
    </>
  );
}
