export { type AgentFolder, AgentFolderError, type AgentSettings, type MountSetting } from "./agents/agent-folder.ts";
export { type AgentToolFile, type AgentToolOptions } from "./agents/agent-tools.ts";
export { findAgents } from "./agents/built-in-agents.ts";
export { readAgentFolder, readAgentFolders } from "./agents/read-agent-folder.ts";
export { openAgents, type SharedAgents, type SharedAgentsOptions } from "./agents/shared-agents.ts";
export { StartRefused } from "./agents/start-refused.ts";
export { type ChatOptions, type ChatServer, ServeRefused } from "./server/chat-options.ts";
export { serveChat } from "./server/serve-chat.ts";
