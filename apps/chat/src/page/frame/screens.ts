import { type ComponentType, lazy } from "react";
import type { Tab } from "../route.ts";

export interface Screen {
  readonly title: string;
  /** What it shows is loaded when it is first opened. */
  readonly Component: ComponentType;
}

/** The tabs of the inspector; each reads the rest of the route itself. */
export const screens: Readonly<Record<Tab, Screen>> = {
  context: { title: "Context", Component: lazy(() => import("../context/context-screen.tsx")) },
  recall: { title: "Recall", Component: lazy(() => import("../recall/recall-screen.tsx")) },
  graph: { title: "Graph", Component: lazy(() => import("../graph/graph-screen.tsx")) },
  tables: { title: "Tables", Component: lazy(() => import("../tables/tables-screen.tsx")) },
  timeline: { title: "Timeline", Component: lazy(() => import("../timeline/timeline-screen.tsx")) },
  import: { title: "Import", Component: lazy(() => import("../import/import-screen.tsx")) },
  spaces: { title: "Spaces", Component: lazy(() => import("../spaces/spaces-screen.tsx")) },
};
