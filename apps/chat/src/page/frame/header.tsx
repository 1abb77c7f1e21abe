import type { ReactElement } from "react";
import { PaletteButton } from "../palette/palette-button.tsx";
import { Mark } from "./mark.tsx";
import { MemoryState } from "./memory-state.tsx";
import { SpaceSwitcher } from "./space-switcher.tsx";
import "./header.css";

export function Header(): ReactElement {
  return (
    <header className="header">
      <Mark />
      <h1>Pagefile</h1>
      <SpaceSwitcher />
      <PaletteButton />
      <span className="header-end">
        <MemoryState />
      </span>
    </header>
  );
}
