import type { ReactElement } from "react";

export function ChatPane(): ReactElement {
  return <section className="chat-pane" aria-label="Chat" />;
}
