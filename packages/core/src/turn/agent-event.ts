import type { FinishReason, KeptCall, KeptResult, RecordId, Usage } from "../contracts/index.ts";
import type { ContextReport } from "../context/context-report.ts";
import type { Recall } from "../retrieval/recall.ts";
import type { Confirmation } from "./confirmation.ts";
import type { MistakeCode } from "./mistake.ts";

/**
 * How a turn ended. `answered`: the model ended it with text. Bounds: `steps`, `tokens`, `time`, `identical-calls`,
 * `mistakes`. `cancelled`: by the signal. `failed`: the model's server, after bounded retries. `confirmation`: calls wait for `decide`, after
 * which `resume` goes on.
 */
export type StopReason =
  | "answered"
  | "steps"
  | "tokens"
  | "time"
  | "identical-calls"
  | "mistakes"
  | "cancelled"
  | "failed"
  | "confirmation";

/** What happens in a turn, in order. Every `step-start` has one `step-finish`; `turn-finish` is last and always comes. */
export type AgentEvent =
  | { readonly type: "turn-start"; readonly turn: string; readonly message: RecordId | undefined; readonly resumed: boolean }
  | { readonly type: "recall"; readonly recall: Recall }
  | { readonly type: "step-start"; readonly step: number; readonly context: ContextReport }
  | { readonly type: "text-delta"; readonly text: string }
  | { readonly type: "reasoning-delta"; readonly text: string }
  /** `id` names this one call of this one message, as its confirmation does. */
  | { readonly type: "tool-call"; readonly id: string; readonly call: KeptCall }
  /** A call that somebody has to allow; none of its message's calls has been run. The turn then stops. */
  | { readonly type: "confirmation"; readonly confirmation: Confirmation }
  | { readonly type: "tool-result"; readonly id: string; readonly result: KeptResult }
  /** The model's answer could not be used; the cause was told to it. The text streamed in this step is void. */
  | { readonly type: "mistake"; readonly code: MistakeCode; readonly cause: string; readonly attempt: number }
  /** The server failed in a way that may pass; the step is tried again after `waitMs`. */
  | { readonly type: "retry"; readonly reason: string; readonly waitMs: number }
  | { readonly type: "memory-pressure"; readonly usedTokens: number; readonly budgetTokens: number }
  | {
      readonly type: "eviction";
      readonly messages: number;
      readonly through: RecordId;
      readonly summaryTokens: number;
      readonly summarised: boolean;
    }
  | { readonly type: "step-finish"; readonly step: number; readonly reason: FinishReason; readonly usage: Usage | undefined }
  | {
      readonly type: "turn-finish";
      readonly reason: StopReason;
      /** The final answer; empty unless `answered`. */
      readonly text: string;
      /** A sentence for the user where the turn did not end with an answer. */
      readonly explanation?: string;
      /** The records the recall of this turn put before the model, those of mounts too. */
      readonly recalled: readonly RecordId[];
      /** Recall missed an arm or a store that is behind. */
      readonly partial: boolean;
    };
