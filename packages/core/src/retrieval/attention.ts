import type { MemoryRecord, RecordKind } from "../contracts/index.ts";

export interface AttendOptions {
  /** Inverse temperature. @default 20 */
  readonly beta?: number;
  /** Hopfield iterations: each replaces the query by the readout. @default 1 */
  readonly steps?: number;
  /** Memories attended to: the nearest by cosine. @default 256 */
  readonly limit?: number;
  /** @default ["message", "passage"] */
  readonly kinds?: readonly RecordKind[];
  readonly signal?: AbortSignal;
}

/**
 * α = softmax(β · q·Mᵀ) and r = α·M over stored vectors M (Ramsauer et al. 2020, "Hopfield Networks is All You Need").
 */
export interface Attention {
  /** Highest weight first; weights sum to 1. */
  readonly weights: readonly { readonly record: MemoryRecord; readonly weight: number; readonly similarity: number }[];
  /** The weighted mean of the memories, length 1. */
  readonly readout: Float32Array;
  /** The query vector the last step used. */
  readonly query: Float32Array;
}
