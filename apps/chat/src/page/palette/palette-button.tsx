import type { ReactElement } from "react";
import { paletteOpen } from "./palette-open.ts";
import "./palette-button.css";

/** The palette for those who do not know its key. */
export function PaletteButton(): ReactElement {
  return (
    <button type="button" className="palette-button" aria-haspopup="dialog" onClick={() => paletteOpen.set(true)}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="7" cy="7" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="m10.5 10.5 3.5 3.5" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
      </svg>
      <span className="palette-words">Go to</span>
      <kbd aria-hidden="true">Ctrl K</kbd>
    </button>
  );
}
