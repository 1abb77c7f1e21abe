import { lazy, type ReactElement, Suspense, useEffect } from "react";
import { useShared } from "../shared-value.ts";
import { paletteOpen } from "./palette-open.ts";

const PaletteDialog = lazy(() => import("./palette-dialog.tsx"));

/** Goes anywhere by name: Ctrl+K or ⌘K opens it, wherever the focus is. */
export function Palette(): ReactElement {
  const open = useShared(paletteOpen);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      paletteOpen.set(!paletteOpen.get());
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  return <Suspense>{open && <PaletteDialog onClose={() => paletteOpen.set(false)} />}</Suspense>;
}
