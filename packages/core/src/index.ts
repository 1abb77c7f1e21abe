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
export { type ContextPart, type ContextView } from "./context/context-view.ts";
export { estimateTokens } from "./context/estimate-tokens.ts";
export { type Tool, type ToolContext, type ToolEffect } from "./tools/tool.ts";
export { createAgent, shareAgent } from "./turn/index.ts";
export { type Agent, type AgentEvent, type AgentOptions, type BlockDefinition, type MistakeCode } from "./turn/index.ts";
export { type ObservedMessage, type SendOptions, type SharedAgent, type SharedTurn, type ShareOptions } from "./turn/index.ts";
export { type StartOptions, type StopReason, type TurnBounds, type TurnFinish } from "./turn/index.ts";
export { defaultSinglePredicates } from "./graph/predicates.ts";
export { type AsOf, type FactDraft, type FactReceipt, type GraphRecall, type GraphSearchOptions } from "./graph/knowledge-graph.ts";
export { type KnowledgeGraph, type KnownEntity, type KnownFact, type Neighbourhood } from "./graph/knowledge-graph.ts";
export { type NeighbourhoodOptions, type PossibleDuplicate, type RankedFact } from "./graph/knowledge-graph.ts";
export { type RowDraft, type TableDefinition, type TableQueryOptions, type TableResult, type Tables } from "./tables/tables.ts";
export { type DocumentChunk, type DocumentDraft, type DocumentProgress, type DocumentReceipt } from "./documents/documents.ts";
export { type Documents, type KnownDocument, type PutDocumentOptions } from "./documents/documents.ts";
export { type AttendOptions, type Attention } from "./retrieval/attention.ts";
export { type ArmReport, type CutHit, type Hit, type ReadOptions, type Recall, type Why, type WhyNot } from "./retrieval/recall.ts";
export { type Judgement } from "./memory/judge.ts";
export { type Verdict, verdicts } from "./retrieval/verdicts.ts";
export { defaultWeights, type RetrievalWeights } from "./retrieval/weights.ts";
export { type KeptArm, type KeptContext, type KeptCut, type KeptHit, type KeptRecall } from "./context/kept-recall.ts";
export { type SelfCheck, selfCheckEmbedder, type SelfCheckOptions } from "./retrieval/self-check.ts";
export { createExtractor, englishRules } from "./extract/index.ts";
export { type ExtractBudget, type Extractor, type ExtractorOptions, type ExtractReport, type ExtractRule } from "./extract/index.ts";
export { type ExtractRunSettings } from "./extract/index.ts";
