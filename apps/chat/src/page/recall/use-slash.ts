import { type RefObject, useEffect } from "react";
import { layout } from "../layout.ts";
import { isWriting } from "../record/is-writing.ts";

/** The key `/` puts the focus into a field, unless somebody is writing elsewhere or switched it off. */
export function useSlash(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || layout.get().noSlash || isWriting(event.target)) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [field]);
}
