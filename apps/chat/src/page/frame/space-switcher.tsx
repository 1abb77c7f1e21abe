import { type ReactElement, useId, useRef } from "react";
import { Text } from "../design/text.tsx";
import { Time } from "../design/time.tsx";
import { formatRoute } from "../route.ts";
import { useSpace } from "../server/space-context.ts";
import "./space-switcher.css";

/** The space one is in, and the way to the others. */
export function SpaceSwitcher(): ReactElement {
  const { card, session, name } = useSpace();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" className="header-button" data-outlined="" popoverTarget={id} aria-label={`Space: ${card.title}. Switch`}>
        <span className="shorten">
          <Text>{card.title}</Text>
        </span>
        <svg className="chevron" viewBox="0 0 12 12" aria-hidden="true">
          <path d="M2.5 4.5 6 8l3.5-3.5" />
        </svg>
      </button>
      <div ref={list} id={id} popover="auto" className="popover" data-side="start" onClick={() => list.current?.hidePopover()}>
        <nav aria-label="Spaces">
          <ul className="space-list">
            {session.spaces.map((space) => (
              <li key={space.name}>
                <a href={formatRoute({ space: space.name, tab: "context" })} {...(space.name === name ? { "aria-current": "page" } : {})}>
                  <strong>
                    <Text>{space.title}</Text>
                  </strong>
                  <small>
                    <Text>{space.name}</Text>
                    {space.updatedAt !== undefined && (
                      <>
                        {" · "}
                        <Time at={space.updatedAt} />
                      </>
                    )}
                  </small>
                </a>
              </li>
            ))}
            <li>
              <a href={formatRoute({ space: name, tab: "spaces" })}>All spaces, and other agents</a>
            </li>
          </ul>
        </nav>
      </div>
    </>
  );
}
