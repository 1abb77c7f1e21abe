import { Tabs } from "@base-ui/react/tabs";
import { lazy, type ReactElement, Suspense, useEffect, useRef } from "react";
import { Guard } from "../design/guard.tsx";
import { Skeleton } from "../design/state.tsx";
import { face, layout } from "../layout.ts";
import { navigate, type Tab, tabs, useRoute } from "../route.ts";
import { useShared } from "../shared-value.ts";
import { screens } from "./screens.ts";
import "./inspector.css";

const RecordScreen = lazy(async () => ({ default: (await import("../record/record-screen.tsx")).RecordScreen }));

/** The memory beside the chat, a tab for each way of looking at it. */
export function Inspector(): ReactElement {
  const { tab, open } = useRoute();
  const { inspector } = useShared(layout);
  const shown = useShared(face);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // By hand: `scrollIntoView` would move the page as well.
    const row = list.current;
    const chosen = row?.querySelector<HTMLElement>("[aria-selected=true]");
    if (row && chosen) row.scrollLeft = chosen.offsetLeft - (row.clientWidth - chosen.offsetWidth) / 2;
  }, [tab, shown]);
  return (
    <Tabs.Root
      className="inspector"
      value={tab}
      onValueChange={(next: Tab) => navigate({ tab: next })}
      {...(inspector === undefined ? {} : { style: { width: inspector } })}
    >
      <Tabs.List ref={list} className="inspector-tabs" aria-label="Memory">
        {tabs.map((name) => (
          <Tabs.Tab key={name} value={name} className="inspector-tab">
            {screens[name].title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((name) => {
        const { title, Component } = screens[name];
        return (
          <Tabs.Panel key={name} value={name} className="inspector-panel" inert={open !== undefined}>
            {name === tab && (
              <Guard what={`“${title}”`}>
                <Suspense fallback={<Skeleton lines={6} />}>
                  <h2 className="visually-hidden">{title}</h2>
                  <Component />
                </Suspense>
              </Guard>
            )}
          </Tabs.Panel>
        );
      })}
      {open !== undefined && (
        <div className="inspector-panel inspector-over">
          <Guard what="This record">
            <Suspense fallback={<Skeleton lines={6} />}>
              <RecordScreen key={open} id={open} />
            </Suspense>
          </Guard>
        </div>
      )}
    </Tabs.Root>
  );
}
