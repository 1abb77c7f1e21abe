import { type ReactElement, useEffect, useState } from "react";
import type { SessionView } from "../protocol/session.ts";
import { Failure, Skeleton } from "./design/state.tsx";
import { FirstVisit } from "./frame/first-visit.tsx";
import { SignIn } from "./frame/sign-in.tsx";
import { SpaceFrame } from "./frame/space-frame.tsx";
import { UnknownSpace } from "./frame/unknown-space.tsx";
import { ReceiptDialog } from "./record/receipt-dialog.tsx";
import { navigate, useRoute } from "./route.ts";
import { signedOut } from "./server/reach.ts";
import { signInByFragment } from "./server/sign-in.ts";
import { useResource } from "./server/use-resource.ts";
import { useShared } from "./shared-value.ts";

/** Signs in by the address that the program printed, then shows the space of the route, or lets one begin. */
export function App(): ReactElement {
  const [arrived, setArrived] = useState(false);
  useEffect(() => {
    void signInByFragment().finally(() => setArrived(true));
  }, []);
  return (
    <>
      {arrived ? <SignedIn /> : <Starting />}
      <ReceiptDialog />
    </>
  );
}

function SignedIn(): ReactElement {
  const session = useResource<SessionView>("/api/session");
  const { space } = useRoute();
  const locked = useShared(signedOut);
  const first = session.value?.spaces[0]?.name;
  useEffect(() => {
    if (space === undefined && first !== undefined) navigate({ space: first });
  }, [space, first]);

  const enter = (): void => {
    signedOut.set(false);
    session.reload();
  };
  if (locked) return <SignIn onSignedIn={enter} />;
  if (!session.value) {
    return session.error ? (
      <main className="lonely">
        <Failure error={session.error} retry={session.reload} />
      </main>
    ) : (
      <Starting />
    );
  }
  if (first === undefined) return <FirstVisit session={session.value} onStarted={session.reload} />;
  if (space === undefined) return <Starting />;
  const card = session.value.spaces.find(({ name }) => name === space);
  if (!card) return <UnknownSpace name={space} session={session.value} />;
  return <SpaceFrame key={space} card={card} session={session.value} />;
}

function Starting(): ReactElement {
  return (
    <main className="lonely">
      <Skeleton />
    </main>
  );
}
