import { type Context, createContext, useContext } from "react";
import type { AgentCard, ModelCard, SessionView } from "../../protocol/session.ts";
import type { SpaceCard, StoreView } from "../../protocol/space.ts";

/** What every screen of a space knows without asking. */
export interface CurrentSpace {
  readonly name: string;
  readonly card: SpaceCard;
  readonly agent: AgentCard | undefined;
  readonly model: ModelCard;
  readonly session: SessionView;
  readonly stores: readonly StoreView[];
  /** Why nothing can be written now, as a sentence; absent when it can. */
  readonly locked: string | undefined;
}

export const SpaceContext: Context<CurrentSpace | undefined> = createContext<CurrentSpace | undefined>(undefined);

export function useSpace(): CurrentSpace {
  const space = useContext(SpaceContext);
  if (!space) throw new TypeError("This screen is shown outside a space.");
  return space;
}
