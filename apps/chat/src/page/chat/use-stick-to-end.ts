import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

export interface StickToEnd {
  readonly log: RefObject<HTMLDivElement | null>;
  /** The newest is in sight, and stays so. */
  readonly atEnd: boolean;
  readonly toEnd: () => void;
  /** Keeps what is in sight where it is, while something is put in front of it. */
  readonly keepPlace: (change: () => Promise<void>) => Promise<void>;
}

/** A changed list of messages reaches the page within this time. */
const publishedMs = 150;

/** How far from the end still counts as the end, in pixels. */
const nearPixels = 48;

/** Follows a growing log only while its reader is at its end: nobody is torn away from what they read. */
export function useStickToEnd(contents: unknown): StickToEnd {
  const log = useRef<HTMLDivElement>(null);
  const sticks = useRef(true);
  const held = useRef<number>(undefined);
  const [atEnd, setAtEnd] = useState(true);

  const toEnd = useCallback(() => {
    const element = log.current;
    sticks.current = true;
    if (element) element.scrollTop = element.scrollHeight;
  }, []);

  useLayoutEffect(() => {
    const element = log.current;
    if (!element) return;
    if (held.current !== undefined) {
      element.scrollTop += element.scrollHeight - held.current;
      held.current = element.scrollHeight;
    } else if (sticks.current) toEnd();
  }, [contents, toEnd]);

  useEffect(() => {
    const element = log.current;
    if (!element) return;
    let top = element.scrollTop;
    const scrolled = (): void => {
      const near = element.scrollHeight - element.scrollTop - element.clientHeight < nearPixels;
      // What grew since takes nobody away from the end; only going up does.
      sticks.current = near || (sticks.current && element.scrollTop >= top);
      top = element.scrollTop;
      setAtEnd(sticks.current);
    };
    const grown = new ResizeObserver(() => {
      if (sticks.current && held.current === undefined) toEnd();
    });
    grown.observe(element);
    for (const child of element.children) grown.observe(child);
    element.addEventListener("scroll", scrolled, { passive: true });
    return () => {
      grown.disconnect();
      element.removeEventListener("scroll", scrolled);
    };
  }, [toEnd]);

  const keepPlace = useCallback(async (change: () => Promise<void>) => {
    held.current = log.current?.scrollHeight;
    try {
      await change();
      await new Promise((resolve) => {
        setTimeout(resolve, publishedMs);
      });
    } finally {
      held.current = undefined;
    }
  }, []);

  return { log, atEnd, toEnd, keepPlace };
}
