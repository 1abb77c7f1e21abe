import * as ai5 from "ai-5";
import * as ai6 from "ai-6";
import * as ai7 from "ai-7";

export const majors = [5, 6, 7] as const;
export type Major = (typeof majors)[number];

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

/** A chat as a front end holds it: the client's own transport and state, by the members the tests use. */
export interface Client {
  readonly status: string;
  readonly error: Error | undefined;
  messages: readonly ShownMessage[];
  sendMessage(message: { readonly text: string }): Promise<void>;
  regenerate(): Promise<void>;
  resumeStream(): Promise<void>;
  /** From 6 on. */
  addToolApprovalResponse(response: { readonly id: string; readonly approved: boolean; readonly reason?: string }): Promise<void>;
  stop(): Promise<void>;
}

/** What the three libraries have in common: their own types differ from one another. */
interface Library {
  readonly AbstractChat: abstract new (options: object) => Client;
  readonly DefaultChatTransport: new (options: object) => object;
  /** From 6 on. */
  readonly lastAssistantMessageIsCompleteWithApprovalResponses?: (state: object) => boolean;
}

const libraries = { 5: ai5, 6: ai6, 7: ai7 } as unknown as Readonly<Record<Major, Library>>;

export interface ClientOptions {
  readonly url: string;
  /** What the page loaded at first. */
  readonly messages?: readonly ShownMessage[];
  /** Called for each data part, those included that no message keeps. */
  readonly onData?: (part: ShownPart) => void;
}

/** The client of one major, talking to a server. */
export function openClient(major: Major, { url, messages = [], onData }: ClientOptions): Client {
  const { AbstractChat, DefaultChatTransport, lastAssistantMessageIsCompleteWithApprovalResponses } = libraries[major];
  class Chat extends AbstractChat {}
  return new Chat({
    id: "main",
    state: new MessageList(messages),
    transport: new DefaultChatTransport({ api: `${url}/chat` }),
    sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithApprovalResponses,
    onData,
  });
}

/** The list a view framework keeps; each change is a copy, as there. */
class MessageList {
  status = "ready";
  error: Error | undefined;
  messages: readonly ShownMessage[];

  constructor(messages: readonly ShownMessage[]) {
    this.messages = messages;
  }

  pushMessage(message: ShownMessage): void {
    this.messages = [...this.messages, structuredClone(message)];
  }

  popMessage(): void {
    this.messages = this.messages.slice(0, -1);
  }

  replaceMessage(at: number, message: ShownMessage): void {
    this.messages = this.messages.with(at, structuredClone(message));
  }

  snapshot<T>(value: T): T {
    return structuredClone(value);
  }
}
