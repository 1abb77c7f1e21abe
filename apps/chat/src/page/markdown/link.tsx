import { type TrustLabel, trustLabels } from "@pagefile/core/contracts";
import type { MouseEvent, ReactElement, ReactNode } from "react";
import { Text } from "../design/text.tsx";
import { askedLink } from "./asked-link.ts";
import { safeLink } from "./safe-link.ts";

export interface LinkProps {
  readonly href: string;
  readonly text: string;
  readonly trust: TrustLabel;
  readonly children: ReactNode;
}

/** A link that shows where it goes. One that may not be followed is the text it was written as. */
export function Link({ href, text, trust, children }: LinkProps): ReactElement {
  const link = safeLink(href);
  if (!link) return <Text>{`[${text}](${href})`}</Text>;
  const asks = trustLabels.indexOf(trust) < trustLabels.indexOf("user");
  const follow = (event: MouseEvent): void => {
    if (!asks) return;
    event.preventDefault();
    askedLink.set(link);
  };
  return (
    <a
      href={link.href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      referrerPolicy="no-referrer"
      onClick={follow}
      // The middle button opens a tab without a click.
      onAuxClick={(event) => event.button === 1 && follow(event)}
    >
      {children}
      {text !== link.goesTo && (
        <span className="link-host">
          {" "}
          (<Text>{link.goesTo}</Text>)
        </span>
      )}
    </a>
  );
}
