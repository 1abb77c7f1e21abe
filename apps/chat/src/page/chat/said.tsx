import type { ReactElement } from "react";
import { Text } from "../design/text.tsx";
import { MessageActions } from "./message-actions.tsx";
import { type PageMessage, wordsOf } from "./page-message.ts";
import "./message.css";

/** What a person said. */
export function Said({ message }: { message: PageMessage }): ReactElement {
  const speaker = message.metadata?.speaker;
  return (
    <article className="message said">
      <h3 className="visually-hidden">{speaker === undefined ? "You" : speaker}</h3>
      <div className="bubble">
        <Text>{wordsOf(message)}</Text>
      </div>
      <MessageActions message={message} />
    </article>
  );
}
