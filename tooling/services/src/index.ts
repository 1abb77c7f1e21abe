export { describeWithService, type ReadyService } from "./describe-with-service.ts";
export type { ServiceState } from "./service-state.ts";
export type { ServiceName } from "./registry.ts";
