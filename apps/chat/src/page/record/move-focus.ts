import type { KeyboardEvent } from "react";

/** Up and Down, Home and End go through the elements of a list that are marked with `data-row`. True when the key was used. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): boolean {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")];
  const here = rows.findIndex((row) => row === event.target);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (here < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return false;
  event.preventDefault();
  rows[to]?.focus();
  return true;
}
