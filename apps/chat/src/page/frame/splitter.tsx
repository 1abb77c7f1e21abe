import { type KeyboardEvent, type PointerEvent, type ReactElement, useRef, useState } from "react";
import { changeLayout, layout } from "../layout.ts";
import { useShared } from "../shared-value.ts";
import "./splitter.css";

const narrowest = 360;
const stepPixels = 24;

/** Between the chat and the inspector: drag it, or move it with the arrow keys. The width is kept. */
export function Splitter(): ReactElement {
  const { inspector = Math.max(narrowest, Math.round(window.innerWidth * 0.34)) } = useShared(layout);
  const [dragging, setDragging] = useState(false);
  const handle = useRef<HTMLDivElement>(null);
  const widest = Math.max(narrowest, Math.round(window.innerWidth * 0.6));
  const resize = (width: number): void => changeLayout({ inspector: Math.round(Math.min(widest, Math.max(narrowest, width))) });

  const drag = (event: PointerEvent): void => {
    if (dragging) resize(window.innerWidth - event.clientX);
  };
  const press = (event: KeyboardEvent): void => {
    const widths: Readonly<Record<string, number>> = {
      ArrowLeft: inspector + stepPixels,
      ArrowRight: inspector - stepPixels,
      Home: widest,
      End: narrowest,
    };
    const width = widths[event.key];
    if (width === undefined) return;
    event.preventDefault();
    resize(width);
  };
  return (
    <div
      ref={handle}
      className="splitter"
      role="separator"
      tabIndex={0}
      aria-label="Width of the memory beside the chat"
      aria-orientation="vertical"
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      aria-valuenow={Math.min(widest, inspector)}
      data-dragging={dragging}
      onKeyDown={press}
      onPointerDown={(event) => {
        handle.current?.setPointerCapture(event.pointerId);
        setDragging(true);
      }}
      onPointerMove={drag}
      onPointerUp={() => setDragging(false)}
      onPointerCancel={() => setDragging(false)}
    />
  );
}
