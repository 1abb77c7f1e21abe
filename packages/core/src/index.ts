export { openMemory } from "./memory/open-memory.ts";
export { type Memory, type MemoryOptions, type PendingStore, type StoreLag } from "./memory/memory.ts";
export { type RebuildOptions, type RebuildProgress, type RebuildReport } from "./memory/rebuild.ts";
export { type Draft, type EraseOptions, type EraseReceipt, type Patch, type SpaceMemory } from "./memory/space-memory.ts";
export {
  type UpdateOptions,
  type VerifyProgress,
  type WriteOptions,
  type WriteReceipt,
  type WrittenRecord,
} from "./memory/space-memory.ts";
export { type Finding, type RepairReport, type StoreReport, type VerifyReport } from "./memory/verify.ts";
export { randomIds, systemClock } from "./memory/system-world.ts";
export { offlineModel, type OfflineModelOptions } from "./offline/offline-model.ts";
export { type ContextReport } from "./context/context-report.ts";
export { estimateTokens } from "./context/estimate-tokens.ts";
export { type Tool, type ToolContext, type ToolEffect } from "./tools/tool.ts";
export { type AgentEvent, type StopReason } from "./turn/agent-event.ts";
export { type Agent, type AgentOptions, type BlockDefinition, type ObservedMessage, type SendOptions } from "./turn/agent.ts";
export { type TurnBounds } from "./turn/agent.ts";
export { createAgent } from "./turn/create-agent.ts";
export { shareAgent, type SharedAgent, type ShareOptions, type StartOptions } from "./turn/shared-agent.ts";
export { type SharedTurn, type TurnFinish } from "./turn/shared-turn.ts";
export { defaultSinglePredicates } from "./graph/predicates.ts";
export { type AsOf, type FactDraft, type FactReceipt, type GraphRecall, type GraphSearchOptions } from "./graph/knowledge-graph.ts";
export { type KnowledgeGraph, type KnownEntity, type KnownFact, type Neighbourhood } from "./graph/knowledge-graph.ts";
export { type NeighbourhoodOptions, type PossibleDuplicate, type RankedFact } from "./graph/knowledge-graph.ts";
export { type RowDraft, type TableDefinition, type TableQueryOptions, type TableResult, type Tables } from "./tables/tables.ts";
export { type MistakeCode } from "./turn/mistake.ts";
export { type AttendOptions, type Attention } from "./retrieval/attention.ts";
export { type ArmReport, type Hit, type ReadOptions, type Recall, type Why, type WhyNot } from "./retrieval/recall.ts";
export { type Judgement } from "./memory/judge.ts";
export { type Verdict, verdicts } from "./retrieval/verdicts.ts";
export { defaultWeights, type RetrievalWeights } from "./retrieval/weights.ts";
export { type KeptArm, type KeptContext, type KeptCut, type KeptHit, type KeptRecall } from "./context/kept-recall.ts";
export { type SelfCheck, selfCheckEmbedder, type SelfCheckOptions } from "./retrieval/self-check.ts";
export { createExtractor, type Extractor, type ExtractorOptions, type ExtractRunSettings } from "./extract/extractor.ts";
export { type ExtractReport } from "./extract/extract-report.ts";
export { englishRules } from "./extract/english-rules.ts";
export { type ExtractRule } from "./extract/rule.ts";
export { type ExtractBudget } from "./extract/budget.ts";
