import type { ReactElement } from "react";
import { face } from "../layout.ts";
import { useShared } from "../shared-value.ts";
import "./face-switch.css";

/** On a narrow screen: the chat, or its memory. */
export function FaceSwitch(): ReactElement {
  const shown = useShared(face);
  return (
    <nav className="face-switch" aria-label="Chat or memory">
      {(["chat", "memory"] as const).map((name) => (
        <button key={name} type="button" aria-pressed={shown === name} onClick={() => face.set(name)}>
          {name === "chat" ? "Chat" : "Memory"}
        </button>
      ))}
    </nav>
  );
}
