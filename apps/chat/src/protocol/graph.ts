/** `GET S/graph?around=NAME_OR_ID&hops=1..4&validAt=ISO&at=SEQ&limit=500`; without `around` the newest facts and entities. */
export interface GraphView {
  readonly centre?: string;
  readonly entities: readonly EntityView[];
  readonly facts: readonly FactView[];
  readonly truncated: boolean;
}

export interface EntityView {
  readonly id: string;
  readonly name: string;
  readonly type?: string;
  readonly aliases: readonly string[];
}

export interface FactView {
  readonly id: string;
  readonly text: string;
  readonly predicate: string;
  readonly subject: { readonly id: string; readonly name: string };
  readonly object?: { readonly id: string; readonly name: string };
  readonly value?: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly recordedAt: string;
  /** No longer holds (now, or at `validAt`). */
  readonly closed: boolean;
  readonly trust: string;
  /** Messages and passages it was learnt from. */
  readonly evidence: readonly string[];
}

/** `GET S/graph/entities?cursor=…`. */
export interface EntitiesView {
  readonly items: readonly EntityView[];
  readonly next?: string;
}

/** `POST S/graph/facts/:id/retract`: undo brings it back. 204. `GET S/graph/path?from=…&to=…` answers FactView[]. */
export type RetractRequest = Record<string, never>;
