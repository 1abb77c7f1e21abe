import { type SharedValue, sharedValue } from "./shared-value.ts";

/** Which half a narrow screen shows. */
export const face: SharedValue<"chat" | "memory"> = sharedValue<"chat" | "memory">("chat");

const key = "pagefile.layout";

/** How the page is laid out: the only thing that it keeps in the browser. */
export interface Layout {
  /** Of the inspector, in pixels; absent until somebody drags it. */
  readonly inspector?: number;
  readonly hideTools?: boolean;
  /** The key `/` is nothing but a slash. */
  readonly noSlash?: boolean;
}

export const layout: SharedValue<Layout> = sharedValue(readLayout());

export function changeLayout(change: Layout): void {
  layout.set({ ...layout.get(), ...change });
  try {
    localStorage.setItem(key, JSON.stringify(layout.get()));
  } catch {
    // A browser that keeps nothing forgets the layout, and nothing else.
  }
}

function readLayout(): Layout {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
    const { inspector, hideTools, noSlash } = (typeof kept === "object" ? (kept ?? {}) : {}) as Record<string, unknown>;
    return {
      ...(typeof inspector === "number" ? { inspector } : {}),
      ...(typeof hideTools === "boolean" ? { hideTools } : {}),
      ...(typeof noSlash === "boolean" ? { noSlash } : {}),
    };
  } catch {
    return {};
  }
}
