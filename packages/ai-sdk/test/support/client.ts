import * as ai5 from "ai-5";
import * as ai6 from "ai-6";
import * as ai7 from "ai-7";

export type Major = 5 | 6 | 7;
export const majors = [5, 6, 7] as const;

/** A part as any of the three clients keeps it. */
export interface ShownPart {
  readonly type: string;
  readonly [member: string]: unknown;
}

export interface ShownMessage {
  readonly id: string;
  readonly role: string;
  readonly metadata?: unknown;
  readonly parts: readonly ShownPart[];
}

/** A chat as a front end holds it: the client's own transport and state, with the members the tests use. */
export interface Client {
  readonly status: string;
  readonly error: Error | undefined;
  messages: readonly ShownMessage[];
  readonly seen: readonly ShownPart[];
  send(text: string): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

interface ChatState {
  status: "submitted" | "streaming" | "ready" | "error";
  error: Error | undefined;
}

const chats = { 5: ai5, 6: ai6, 7: ai7 } as const;

/** The client of one major, talking to a server. */
export function openClient(major: Major, url: string, chat = "main"): Client {
  const { AbstractChat, DefaultChatTransport } = chats[major] as unknown as Library;
  const seen: ShownPart[] = [];
  const state: ChatState & Record<string, unknown> = { status: "ready", error: undefined, ...messageList() };
  class Chat extends AbstractChat {}
  const client = new Chat({
    id: chat,
    state,
    transport: new DefaultChatTransport({ api: `${url}/chat` }),
    onData: (part: ShownPart) => void seen.push(part),
  });
  return {
    get status() {
      return client.status;
    },
    get error() {
      return client.error;
    },
    get messages() {
      return client.messages;
    },
    set messages(messages) {
      client.messages = messages;
    },
    seen,
    send: (text) => client.sendMessage({ text }),
    resume: () => client.resumeStream(),
    stop: () => client.stop(),
  };
}

/** What the three libraries have in common, by the members used: their own types differ from one another. */
interface Library {
  readonly AbstractChat: abstract new (options: object) => {
    readonly status: string;
    readonly error: Error | undefined;
    messages: readonly ShownMessage[];
    sendMessage(message: { text: string }): Promise<void>;
    resumeStream(): Promise<void>;
    stop(): Promise<void>;
  };
  readonly DefaultChatTransport: new (options: object) => object;
}

/** The list a view framework keeps; each change is a copy, as there. */
function messageList(): Record<string, unknown> {
  return {
    messages: [] as readonly ShownMessage[],
    pushMessage(this: { messages: readonly ShownMessage[] }, message: ShownMessage) {
      this.messages = [...this.messages, structuredClone(message)];
    },
    popMessage(this: { messages: readonly ShownMessage[] }) {
      this.messages = this.messages.slice(0, -1);
    },
    replaceMessage(this: { messages: readonly ShownMessage[] }, at: number, message: ShownMessage) {
      this.messages = this.messages.with(at, structuredClone(message));
    },
    snapshot: <T>(value: T) => structuredClone(value),
  };
}
