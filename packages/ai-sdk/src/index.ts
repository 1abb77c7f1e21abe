export { type ChatRequest, readChatRequest, type ReadChatRequestOptions } from "./read-chat-request.ts";
export { type Failure, publicSentence } from "./failure.ts";
export { liveParts } from "./live-parts.ts";
export { toUiMessageChunks, type UiMessageChunksOptions } from "./to-ui-message-chunks.ts";
export { toUiMessages, type UiMessagesOptions } from "./to-ui-messages.ts";
export { type TurnEvent } from "./turn-event.ts";
export { type UiFinishReason, type UiMessageChunk } from "./ui-message-chunk.ts";
export { type PartMetadata, replyId, type UiMessage, type UiMessageMetadata, type UiMessagePart } from "./ui-message.ts";
export { uiMessageStreamResponse, type UiMessageStreamOptions } from "./ui-message-stream-response.ts";
