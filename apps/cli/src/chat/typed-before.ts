import type { SpaceMemory } from "@pagefile/core";
import { sanitiseLine } from "../terminal/sanitise.ts";

/**
 * What the arrow keys bring back, newest first. It comes out of the memory itself and is kept nowhere else, so that what is
 * forgotten is gone from here too.
 */
export async function typedBefore(space: SpaceMemory): Promise<readonly string[]> {
  const { items } = await space.list({ kind: "message", order: "descending", limit: 200 });
  return items.flatMap(({ body }) => {
    const { role, text } = body instanceof Uint8Array ? {} : body;
    return role === "user" && typeof text === "string" ? [sanitiseLine(text)] : [];
  });
}
