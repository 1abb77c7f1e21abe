import type { ReactElement } from "react";
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
      <span className="header-end">
        <MemoryState />
      </span>
    </header>
  );
}
