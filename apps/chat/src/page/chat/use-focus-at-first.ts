import { type RefObject, useEffect } from "react";

/**
 * The button that began an agent goes with its screen, so whoever pressed it goes on in the box to write in. On a phone the box would
 * bring up a keyboard that covers the rest.
 */
export function useFocusAtFirst(empty: boolean, box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const lost = document.activeElement === document.body;
    if (empty && lost && !matchMedia("(pointer: coarse)").matches) box.current?.focus({ preventScroll: true });
  }, [empty, box]);
}
