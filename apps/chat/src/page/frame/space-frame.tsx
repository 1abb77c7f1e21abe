import { type ReactElement, useEffect, useMemo, useState } from "react";
import type { SessionView } from "../../protocol/session.ts";
import type { SpaceCard, StoreView } from "../../protocol/space.ts";
import { ChatPane } from "../chat/chat-pane.tsx";
import { Guard } from "../design/guard.tsx";
import { face } from "../layout.ts";
import { LinkDialog } from "../markdown/link-dialog.tsx";
import { moment, useMoment } from "../moment.ts";
import { Palette } from "../palette/palette.tsx";
import { nothingAsked, recallState } from "../recall/recall-state.ts";
import { NoticeBar } from "../record/notice-bar.tsx";
import { call } from "../server/call.ts";
import { followSpace, onServerEvent, useConnection } from "../server/events.ts";
import { type CurrentSpace, SpaceContext } from "../server/space-context.ts";
import { useShared } from "../shared-value.ts";
import { FaceSwitch } from "./face-switch.tsx";
import { Header } from "./header.tsx";
import { Inspector } from "./inspector.tsx";
import { MomentBanner } from "./moment-banner.tsx";
import { OfflineBanner } from "./offline-banner.tsx";
import { Splitter } from "./splitter.tsx";
import "./space-frame.css";

/** The chat and, beside it, its memory. */
export function SpaceFrame({ card, session }: { card: SpaceCard; session: SessionView }): ReactElement {
  const [stores, setStores] = useState<readonly StoreView[]>([]);
  const connection = useConnection();
  const past = useMoment();
  const shown = useShared(face);

  useEffect(() => {
    const stopListening = onServerEvent((event) => {
      if (event.type === "hello" || event.type === "stores") setStores(event.stores);
    });
    const stopFollowing = followSpace(card.name);
    return () => {
      stopFollowing();
      stopListening();
      moment.set(undefined);
      recallState.set(nothingAsked);
    };
  }, [card.name]);

  useEffect(() => {
    // A browser without a network may still reach a program on its own machine: what it says is a reason to ask, not an answer.
    const look = (): void => void call("/api/session").catch(() => undefined);
    window.addEventListener("offline", look);
    return () => window.removeEventListener("offline", look);
  }, []);

  useEffect(() => {
    document.title = `${card.title} · Pagefile`;
  }, [card.title]);

  const lost = connection === "lost";
  const locked = lost
    ? "Not connected: nothing can be changed until the connection is back."
    : past && `This is memory as of entry ${past.seq}. Go back to now to change it.`;
  const space = useMemo(
    (): CurrentSpace => ({
      name: card.name,
      card,
      agent: session.agents.find(({ id }) => id === card.agent),
      model: session.model,
      session,
      stores,
      locked,
    }),
    [card, session, stores, locked],
  );
  return (
    <SpaceContext value={space}>
      <div className="space-frame" data-face={shown}>
        <Header />
        <div className="banners">
          {lost && <OfflineBanner />}
          {past && <MomentBanner past={past} />}
        </div>
        <FaceSwitch />
        <main className="panes">
          <Guard what="The chat">
            <ChatPane />
          </Guard>
          <Splitter />
          <Inspector />
        </main>
        <NoticeBar />
        <Palette />
        <LinkDialog />
      </div>
    </SpaceContext>
  );
}
