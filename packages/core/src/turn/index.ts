export { type AgentEvent, type StopReason } from "./agent-event.ts";
export { type Agent, type AgentMount, type AgentOptions, type BlockDefinition, type ObservedMessage, type SendOptions } from "./agent.ts";
export { type TurnBounds } from "./agent.ts";
export { type Confirmation, type ConfirmationCause, type ConfirmationDecision } from "./confirmation.ts";
export { createAgent } from "./create-agent.ts";
export { shareAgent, type SharedAgent, type ShareOptions, type StartOptions } from "./shared-agent.ts";
export { type SharedTurn, type TurnFinish } from "./shared-turn.ts";
export { type MistakeCode } from "./mistake.ts";
