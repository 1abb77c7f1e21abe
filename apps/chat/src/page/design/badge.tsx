import type { ReactElement, ReactNode } from "react";
import type { TrustLabel } from "@pagefile/core/contracts";
import "./badge.css";

export type Tone = "plain" | "good" | "warn" | "bad" | "accent";

export function Badge({ tone = "plain", title, children }: { tone?: Tone; title?: string; children: ReactNode }): ReactElement {
  return (
    <span className="badge" data-tone={tone} {...(title === undefined ? {} : { title })}>
      {children}
    </span>
  );
}

/** An ornament beside words that say the same. */
export function Dot({ tone }: { tone: Tone }): ReactElement {
  return <span className="dot" data-tone={tone} aria-hidden="true" />;
}

const tones: Readonly<Record<TrustLabel, Tone>> = { system: "plain", user: "plain", tool: "warn", untrusted: "bad" };

/** How far a record is trusted. */
export function TrustBadge({ trust }: { trust: TrustLabel }): ReactElement {
  return (
    <Badge tone={tones[trust]} title="How far this is trusted, by where it came from">
      {trust === "untrusted" ? trust : `${trust} trust`}
    </Badge>
  );
}
