import { memo, type NamedExoticComponent, type ReactElement } from "react";
import type { PageMessage } from "./page-message.ts";
import { Reply } from "./reply.tsx";
import { Said } from "./said.tsx";

export interface MessageViewProps {
  readonly message: PageMessage;
  /** Of the message that is being written. */
  readonly writing: boolean;
}

/** One message; drawn again only when it changes. */
export const MessageView: NamedExoticComponent<MessageViewProps> = memo(({ message, writing }: MessageViewProps): ReactElement =>
  message.role === "user" ? <Said message={message} /> : <Reply message={message} writing={writing} />,
);
