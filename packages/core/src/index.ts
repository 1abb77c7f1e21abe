export { openMemory } from "./memory/open-memory.ts";
export { type Memory, type MemoryOptions, type PendingStore } from "./memory/memory.ts";
export { type Draft, type EraseOptions, type EraseReceipt, type Patch, type SpaceMemory } from "./memory/space-memory.ts";
export { type UpdateOptions, type VerifyProgress, type WriteOptions, type WriteReceipt, type WrittenRecord } from "./memory/space-memory.ts";
export { type Finding, type RepairReport, type StoreReport, type VerifyReport } from "./memory/verify.ts";
export { randomIds, systemClock } from "./memory/system-world.ts";
