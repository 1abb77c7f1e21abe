import type { ReactElement } from "react";
import { Text } from "../design/text.tsx";

/** Words that were streamed and then replaced: there for who looks, out of the way for who reads. */
export function TakenBack({ text, because }: { text: string; because: string }): ReactElement {
  return (
    <details className="row taken-back">
      <summary>
        <span className="row-title">Taken back</span> <span className="row-note">{because}</span>
      </summary>
      <div className="row-body">
        <del>
          <Text>{text}</Text>
        </del>
      </div>
    </details>
  );
}
