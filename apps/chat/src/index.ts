export { type AgentFolder, AgentFolderError, type AgentSettings, type MountSetting } from "./agents/agent-folder.ts";
export { findAgents } from "./agents/built-in-agents.ts";
export { readAgentFolder, readAgentFolders } from "./agents/read-agent-folder.ts";
export { type ChatOptions, type ChatServer, ServeRefused } from "./server/chat-options.ts";
export { serveChat } from "./server/serve-chat.ts";
