import type { SpaceCard } from "./space.ts";

/** `GET /api/session`: what a page needs before it can show anything. */
export interface SessionView {
  readonly version: string;
  /** The agents one can start. */
  readonly agents: readonly AgentCard[];
  /** The spaces that have an agent, the one used last first. Empty on the very first visit. */
  readonly spaces: readonly SpaceCard[];
  /** The space the program was started with, which the terminal talks to. */
  readonly home: string;
  readonly model: ModelCard;
}

/** An agent one can start: a folder of plain files. */
export interface AgentCard {
  readonly id: string;
  readonly title: string;
  /** One sentence. */
  readonly description: string;
  /** Three questions that write and recall. */
  readonly starters: readonly string[];
  /** Documents that come with it. */
  readonly documents: readonly string[];
  /** What a further space of it is for, where each is for somebody of their own: "customer". */
  readonly perSpace?: string;
}

export interface ModelCard {
  readonly id: string;
  /** The built-in rules, no language model. */
  readonly offline: boolean;
  /** A sentence that says how to get a real one. */
  readonly hint?: string;
  readonly windowTokens: number;
}

/** `POST /api/login`. Answered with 204 and a cookie; 401 for a wrong token. */
export interface LoginRequest {
  readonly token: string;
}

/** `POST /api/spaces`: begins to talk to an agent in a space, made if need be. Answered with SpaceCard. */
export interface StartRequest {
  readonly agent: string;
  /** `tenant/name`. @default the agent's own */
  readonly space?: string;
}
