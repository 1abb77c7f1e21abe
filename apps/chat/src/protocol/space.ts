/** A space with an agent. */
export interface SpaceCard {
  readonly name: string;
  /** The id of its agent. */
  readonly agent: string;
  /** The space's title for a person. */
  readonly title: string;
  readonly head: number;
  readonly updatedAt?: string;
}

/** `GET S`. `GET S/export` is the whole space with its history as a file of JSON lines. */
export interface SpaceView extends SpaceCard {
  /** Current records of each kind, without what memory keeps for itself: blocks are the agent's, and an entity counts once. */
  readonly counts: Readonly<Record<string, number>>;
  /** Bytes of the file or database, where that is known. */
  readonly bytes?: number;
  readonly mounts: readonly MountView[];
  readonly stores: readonly StoreView[];
  readonly embedder?: string;
}

export interface MountView {
  readonly space: string;
  readonly access: "read" | "write";
  readonly counts: Readonly<Record<string, number>>;
}

export interface StoreView {
  readonly name: string;
  /** `lexical`, `vector`, …, as they are served by this store. */
  readonly arms: readonly string[];
  /** Entries behind the journal. */
  readonly behind: number;
  readonly reason?: string;
}
