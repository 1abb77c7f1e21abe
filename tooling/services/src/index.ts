export { describeWithService, type ReadyService } from "./describe-with-service.ts";
export { describeWithChromium, type ReadyChromium } from "./parts/chromium-suite.ts";
export { describeWithFaiss, type ReadyFaiss } from "./parts/faiss-suite.ts";
export type { ServiceState } from "./service-state.ts";
export type { ServiceName } from "./registry.ts";
