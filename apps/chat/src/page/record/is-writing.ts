/** Whether a key that was pressed there belongs to a text field, or to a dialog over the page. */
export function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, dialog, [contenteditable]") !== null;
}
