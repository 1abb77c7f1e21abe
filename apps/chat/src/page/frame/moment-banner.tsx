import type { ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { formatCount } from "../design/count.ts";
import { Time } from "../design/time.tsx";
import { moment, type PastMoment } from "../moment.ts";

/** Says that everything below is memory as it was, and leads back. */
export function MomentBanner({ past }: { past: PastMoment }): ReactElement {
  return (
    <div className="banner" data-kind="past" role="status">
      <span>
        Memory as of {past.recordedAt !== undefined && <Time at={past.recordedAt} />}
        {past.recordedAt !== undefined && " · "}entry {formatCount(past.seq)}. Nothing can be changed there.
      </span>
      <Button small onClick={() => moment.set(undefined)}>
        Back to now
      </Button>
    </div>
  );
}
